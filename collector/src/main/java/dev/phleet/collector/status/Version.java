package dev.phleet.collector.status;

/** Version of phleet. */
public final class Version {
  private Version() {}

  /** From the jar's manifest; "development" when the classes do not come from a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
