package dev.phleet.analyzer;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all state stores together. Kafka's defaults give each store of each
 * partition its own 50 MB of cache and 48 MB of buffers.
 */
public final class BoundedRocks implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 128L << 20;
  private static final long BUFFER_BYTES = 64L << 20;
  private static final long STORE_BUFFER_BYTES = 4L << 20;

  /**
   * What a buffer takes at least. By default an eighth of the buffer: the empty buffers of all
   * stores would nearly be the whole of {@link #BUFFER_BYTES}, and every write a flush.
   */
  private static final long ARENA_BYTES = 64L << 10;

  // One for the whole process: Kafka makes an instance of this class for every store.
  private static final Cache CACHE;
  private static final WriteBufferManager BUFFERS;

  static {
    // Kafka names this class in its configuration before it has opened any store.
    RocksDB.loadLibrary();
    CACHE = new LRUCache(CACHE_BYTES);
    BUFFERS = new WriteBufferManager(BUFFER_BYTES, CACHE);
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(STORE_BUFFER_BYTES);
    // By default every store claims 4 MB of disk for a file of a few kilobytes.
    options.setManifestPreallocationSize(ARENA_BYTES);
    options.setArenaBlockSize(ARENA_BYTES);
    options.setMaxWriteBufferNumber(2);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and buffers are shared and live as long as the process.
  }
}
