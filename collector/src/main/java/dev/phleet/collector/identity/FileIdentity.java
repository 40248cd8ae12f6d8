package dev.phleet.collector.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which file it is, and in which version.
 *
 * @param device as the kernel encodes it inside: (major << 20) | minor
 * @param inode inode number
 * @param size bytes
 * @param modified time of the last change, nanoseconds since 1970-01-01T00:00Z
 */
public record FileIdentity(long device, long inode, long size, long modified) {
  private static final int MINOR_BITS = 20;

  /** Looks at a file, through links. */
  public static FileIdentity of(Path file) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime");
    return new FileIdentity(
        kernelDevice(((Number) attributes.get("dev")).longValue()),
        ((Number) attributes.get("ino")).longValue(),
        ((Number) attributes.get("size")).longValue(),
        ((FileTime) attributes.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS));
  }

  /** The key of the profile that the kernel side keeps for it. */
  public long profileKey() {
    return (device << Integer.SIZE) + inode;
  }

  /**
   * Whether it has the inode number of a profile's key. The device may differ all the same: some
   * file systems (btrfs, overlayfs) show user space another one than the kernel uses.
   */
  boolean hasInodeOf(long profileKey) {
    return (int) inode == (int) profileKey;
  }

  /** From stat's encoding of a device (glibc's makedev) to the kernel's. */
  static long kernelDevice(long device) {
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
    long minor = (device & 0xff) | ((device >>> 12) & ~0xffL);
    return (major << MINOR_BITS) | (minor & ((1 << MINOR_BITS) - 1));
  }
}
