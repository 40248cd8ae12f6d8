package dev.phleet.collector.control;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of the control socket: its directory, its mode, and what to do with one left behind. */
final class SocketPath {
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  private SocketPath() {}

  /**
   * Makes the socket, in place of one on which nobody answers.
   *
   * @throws RefusedException when somebody answers there, or the place is not for a socket
   */
  static ServerSocketChannel bind(Path path) throws IOException {
    requireDirectory(path.toAbsolutePath().getParent());
    removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      // Whoever comes in the moment before the mode is set is refused by his credentials.
      channel.bind(UnixDomainSocketAddress.of(path), 16);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static void requireDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    int mode = (int) Files.getAttribute(directory, "unix:mode");
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new RefusedException(
          directory + " may be written by others than its owner: chmod 755 " + directory);
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      return;
    }
    int type = (int) Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS) >> 12;
    if (type != 12) {
      throw new RefusedException(path + " is not a socket: remove it, or set control.socket");
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(path));
      throw new RefusedException(
          "another collector answers on " + path + ": stop it, or set control.socket");
    } catch (ConnectException nobody) {
      Files.delete(path);
    }
  }
}
