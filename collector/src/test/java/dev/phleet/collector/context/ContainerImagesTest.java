package dev.phleet.collector.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtimes' files, cut down to what is read and what stands beside it. */
final class ContainerImagesTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String DOCKER = "var/lib/docker/containers/" + ID + "/config.v2.json";
  private static final String CONTAINERD =
      "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json";
  private static final String STORAGE = "var/lib/containers/storage/overlay-containers/";

  @TempDir private Path root;
  private ContainerImages images;

  @BeforeEach
  void start() {
    images = new ContainerImages(root);
  }

  @Test
  void shouldReadDockersConfiguration() throws IOException {
    write(
        DOCKER,
        "{'State':{'Running':true},'ID':'%s','Config':{'Hostname':'h','Image':'nginx:1.27'},"
            + "'Image':'sha256:12','Name':'/web'}");

    assertThat(images.of(ID)).contains("nginx:1.27");
  }

  @Test
  void shouldReadTheAnnotationsOfAContainerdTask() throws IOException {
    write(
        CONTAINERD,
        "{'ociVersion':'1.1.0','annotations':{'io.kubernetes.cri.container-type':'container',"
            + "'io.kubernetes.cri.image-name':'quay.example/team/app:2'}}");
    write("run/containerd/io.containerd.runtime.v2.task/moby/other/config.json", "{}");

    assertThat(images.of(ID)).contains("quay.example/team/app:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"containers.json", "volatile-containers.json"})
  void shouldReadTheListThatPodmanAndCriOKeep(String list) throws IOException {
    write(
        STORAGE + list,
        "[{'id':'other','metadata':'{}'},{'id':'%s','names':['web'],'image':'12ab','metadata':"
            + "'{\\'image-name\\':\\'docker.example/library/redis:7\\',\\'name\\':\\'web\\'}'}]");

    assertThat(images.of(ID)).contains("docker.example/library/redis:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "23",
        "{'Config':null}",
        "{'Config':{'Image':{}}}",
        "{'Config':{'Image':''}}",
        "{'Config':{'Image':'a\\nb'}}",
        "{'annotations':[1]}",
        "[{'id':'%s'}]",
        "[{'id':'%s','metadata':'{'}]",
        "[{'id':'%s','metadata':{'image-name':'x'}}]",
      })
  void shouldKnowNothingFromFilesThatMakeNoSense(String text) throws IOException {
    write(DOCKER, text);
    write(CONTAINERD, text);
    write(STORAGE + "containers.json", text);

    assertThat(images.of(ID)).isEmpty();
  }

  @Test
  void shouldNotFollowALinkNorReadWhatIsTooLargeNorWhatIsDeep() throws IOException {
    write("elsewhere", "{'Config':{'Image':'nginx'}}");
    Files.createDirectories(root.resolve(DOCKER).getParent());
    Files.createSymbolicLink(root.resolve(DOCKER), root.resolve("elsewhere"));
    write(CONTAINERD, " ".repeat(8 << 20) + "{'annotations':{}}");
    write(STORAGE + "containers.json", "[".repeat(100_000));

    assertThat(images.of(ID)).isEmpty();
  }

  @Test
  void shouldLookForNoMachineAndNoPath() throws IOException {
    write("var/lib/docker/containers/web/config.v2.json", "{'Config':{'Image':'nginx'}}");

    assertThat(images.of("web")).isEmpty();
    assertThat(images.of("../containers/web")).isEmpty();
  }

  @Test
  void shouldGiveTheImageForTheHintWhenItIsKnown() throws IOException {
    write(DOCKER, "{'Config':{'Image':'nginx:1.27'}}");
    write("40/cgroup", "0::/system.slice/docker-%s.scope\n");
    write("41/cgroup", "0::/system.slice/docker-" + "f".repeat(64) + ".scope\n");
    ContextReader reader = new ContextReader(root, root, pid -> Optional.empty());

    assertThat(reader.read(40, 1).container()).contains(new Container(ID, "nginx:1.27"));
    assertThat(reader.read(41, 1).container()).contains(new Container("f".repeat(64), "docker"));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text.replace("%s", ID).replace("'", "\""));
  }
}
