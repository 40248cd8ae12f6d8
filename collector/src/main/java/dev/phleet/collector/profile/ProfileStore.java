package dev.phleet.collector.profile;

import dev.phleet.collector.clock.BootClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles as files of one directory, one each, named after the executable and the key. A file is
 * written beside the old one, synced and renamed, so that there always is a whole one. What cannot
 * be read is set aside with a warning. For root alone: whoever writes here decides what is normal.
 */
public final class ProfileStore {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);
  private static final String SUFFIX = ".phleet";
  private static final String UNFINISHED = ".tmp";
  private static final String DAMAGED = ".damaged";
  private static final String KEPT = ".kept";
  private static final int MOST_KEPT = 9;
  private static final int LONGEST_NAME = 120;
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final BootClock clock;
  private final Map<Long, Path> files = new HashMap<>();

  /**
   * Over a directory, which is made when there is none.
   *
   * @throws IOException when it cannot be made
   */
  public ProfileStore(Path directory, BootClock clock) throws IOException {
    this.directory = directory;
    this.clock = clock;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The name of a profile's file, e.g. {@code usr-bin-greet-0fe000000003f854.phleet}. */
  public static String fileName(String path, long key) {
    String name = path.replaceAll("[^A-Za-z0-9._+]+", "-").replaceAll("^[-.]+", "");
    String tail = name.substring(Math.max(0, name.length() - LONGEST_NAME));
    return "%s-%016x%s".formatted(tail.isEmpty() ? "unknown" : tail, key, SUFFIX);
  }

  /**
   * Reads every profile, times since this boot, and hands each out before the next is read: all of
   * them together may be more than the heap holds.
   *
   * @throws IOException when the directory cannot be listed
   */
  public synchronized void load(Consumer<ProfileImage> taker) throws IOException {
    Set<Long> read = new HashSet<>();
    for (Path file : list()) {
      String name = file.getFileName().toString();
      if (name.endsWith(UNFINISHED)) {
        Files.deleteIfExists(file);
      } else if (name.endsWith(SUFFIX)) {
        try {
          ProfileImage image = read(file, clock);
          if (read.add(image.key())) {
            files.put(image.key(), file);
            taker.accept(image);
          } else {
            // A crash between the writing of a new name and the removal of the old one left two.
            Files.deleteIfExists(file);
          }
        } catch (DamagedProfileException | IOException unreadable) {
          setAside(file, unreadable);
        }
      }
    }
  }

  /**
   * Reads one file, times since this boot.
   *
   * @throws DamagedProfileException when it holds no profile
   * @throws IOException when it cannot be read
   */
  public static ProfileImage read(Path file, BootClock clock)
      throws DamagedProfileException, IOException {
    ProfileImage image = ProfileFormat.decode(BoundedFile.read(file, ProfileFormat.MOST_BYTES));
    return new ProfileTimes(clock).inside(image);
  }

  /**
   * Writes a profile. It is there after a crash of the machine once {@link #sync} has returned.
   *
   * @throws IOException when the old file, if any, is what stays
   */
  public synchronized void write(ProfileImage image) throws IOException {
    Path file = directory.resolve(fileName(image.path(), image.key()));
    Path unfinished = directory.resolve(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(unfinished);
    try (FileChannel channel = FileChannel.open(unfinished, NEW_FILE, OWNER_ONLY)) {
      ByteBuffer bytes =
          ByteBuffer.wrap(ProfileFormat.encode(new ProfileTimes(clock).onDisk(image)));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    Path before = files.put(image.key(), file);
    if (before != null && !before.equals(file)) {
      // The path of the executable became known: the file has another name now.
      Files.deleteIfExists(before);
    }
  }

  /**
   * Removes a profile's file, for good when this returns.
   *
   * @return false when there was none
   */
  public synchronized boolean remove(long key) throws IOException {
    Path file = files.remove(key);
    if (file == null || !Files.deleteIfExists(file)) {
      return false;
    }
    sync();
    return true;
  }

  /**
   * Renames a profile's file to {@code *.kept}, so that another may take its place. It is not
   * loaded from then on, unless it is asked for by its name.
   *
   * @return its new name; empty when there was none
   */
  public synchronized Optional<Path> keepAside(long key) throws IOException {
    Path file = files.get(key);
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    Path aside = directory.resolve(file.getFileName() + KEPT);
    for (int number = 2; Files.exists(aside) && number <= MOST_KEPT; number++) {
      aside = directory.resolve(file.getFileName() + KEPT + number);
    }
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    files.remove(key);
    return Optional.of(aside);
  }

  /** Makes what was renamed before last. */
  public synchronized void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The newest first. */
  private List<Path> list() throws IOException {
    Map<Path, FileTime> all = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path file : entries) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          all.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    List<Path> files = new ArrayList<>(all.keySet());
    files.sort(
        Comparator.<Path, FileTime>comparing(all::get).thenComparing(file -> file).reversed());
    return files;
  }

  private void setAside(Path file, Exception why) {
    Path aside = directory.resolve(file.getFileName() + DAMAGED);
    LOG.warn("{} is not loaded: {}; it is kept as {}", file, why.getMessage(), aside.getFileName());
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      LOG.warn("{} cannot be set aside: {}; move it away", file, failed.toString());
    }
  }
}
