package dev.phleet.lab.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.analyzer.Analyzer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, over an analyzer that reads from a real broker. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardTest {
  private static final List<String> HOSTS = List.of("web-1", "web-2", "web-3", "db-1", "db-2");

  @TempDir static Path directory;
  private static Rig rig;
  private static Analyzer analyzer;
  private static Browser browser;
  private static String url;

  @BeforeAll
  static void open() throws Exception {
    rig = new Rig(directory);
    rig.useTopicsOf("dashboard");
    analyzer = rig.start(Map.of("spread.window", "10m"));
    url = analyzer.url().orElseThrow();
    awaitAnswer("hosts", "\"items\"");
    awaitAnswer("executables", "\"items\"");
    browser = Browser.open(directory.resolve("profile"));
  }

  @AfterAll
  static void close() {
    // Whatever was opened is closed, even if not all of it was, or the first does not end well.
    Rig pipeline = rig;
    Analyzer running = analyzer;
    try (pipeline;
        running) {
      if (browser != null) {
        browser.close();
      }
    }
  }

  @AfterEach
  void shouldNotComplain() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static String program(int number) {
    return Events.executable(number).replace(":", "%3A");
  }

  private static String page(int number) {
    return url + "#/executables/" + program(number);
  }

  @Test
  @Order(1)
  void shouldTellWhatToDoWhileThereIsNothing() throws Exception {
    browser.go(url);
    browser.await("h1", "The fleet now");
    browser.await(".empty", "No incidents");
    browser.await("#live", "live");
    browser.screenshot("overview-empty");
    browser.go(url + "#/hosts");
    browser.await(".empty", "No host has been heard of");
    browser.go(url + "#/executables");
    browser.await(".empty", "No program is known");
  }

  @Test
  @Order(2)
  void shouldShowHostsAndProgramsAsTheyAppear() throws Exception {
    browser.go(url + "#/hosts");
    browser.await("#live", "live");
    browser.run("window.loaded = 'once'");
    for (String host : HOSTS) {
      rig.send(Events.status(host, 1, host.equals("db-2") ? 23 : 0, now()));
    }
    browser.await("tbody th", "web-1");
    browser.await("tbody th", "db-2.example");
    browser.await("tbody th .id", "db-2");
    for (int program = 1; program <= 7; program++) {
      for (int host = 0; host < HOSTS.size(); host += 1 + program % 2) {
        rig.send(Events.state(HOSTS.get(host), program, program, 1000L * program, now()));
      }
    }
    browser.run("location.hash = '#/executables'");
    browser.await("tbody th", "/usr/bin/prog7");
    assertThat(browser.run("return window.loaded")).isEqualTo("once");
    browser.screenshot("programs");
    browser.go(url + "#/hosts");
    browser.await(".bad", "23");
    browser.screenshot("hosts");
  }

  @Test
  @Order(3)
  void shouldShowAnIncidentAsItHappensWithoutLoadingAgain() throws Exception {
    browser.go(url + "#/");
    browser.await("#live", "live");
    browser.run("window.loaded = 'once'");
    rig.send(Events.longAnomaly("web-1", 1, 1, now()));
    rig.send(Events.longAnomaly("web-2", 1, 1, now()));
    browser.await(".incident", "2 hosts");
    rig.send(Events.longAnomaly("web-3", 1, 1, now()));
    browser.await(".incident", "3 hosts: web-1, web-2, web-3");
    browser.await(".incident .why", "Why medium: ");
    assertThat(browser.run("return window.loaded")).isEqualTo("once");
    assertThat(browser.count(".timeline .bar")).isPositive();
    assertThat(browser.count(".timeline .span")).isPositive();
    browser.screenshot("overview");
  }

  @Test
  @Order(4)
  void shouldDrawTheWindowAndTakeNoteByKeyboardAlone() throws Exception {
    browser.go(url + "#/incidents");
    browser.await(".incident", "3 hosts");
    browser.screenshot("incidents");
    browser.press(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
    String title = browser.await(".incident h3", "misbehaves").getText();
    browser.tabTo(title);
    browser.press(Keys.ENTER);
    browser.await("h1", title);
    assertThat(browser.count("section[aria-labelledby=window] .arc")).isEqualTo(4);
    assertThat(browser.count("section[aria-labelledby=window] .call")).isEqualTo(9);
    browser.await(".anomaly summary", "web-3 connect after socket (1 before)");
    assertThat(browser.count(".anomaly")).isEqualTo(3);
    assertThat(browser.count(".anomaly .call")).isEqualTo(27);
    browser.screenshot("incident");
    while (!"by".equals(browser.focused().getDomProperty("id"))) {
      browser.press(Keys.TAB);
    }
    browser.press("ann", Keys.TAB, "a planned release", Keys.TAB);
    assertThat(browser.focused().getDomProperty("id")).isEqualTo("acknowledge");
    browser.press(Keys.ENTER);
    browser.await("h2", "Noted");
    browser.await("blockquote", "a planned release");
    browser.screenshot("incident-noted");
  }

  @Test
  @Order(5)
  void shouldDrawTheFleetsPairsBesideThoseOfAHostAndFollowTheArrowKeys() throws Exception {
    for (String host : HOSTS) {
      rig.send(Events.pairs(host, 2, 1, host.equals("db-2") ? 7 : 0, now()));
    }
    // The counts are written every few seconds.
    awaitAnswer("executables/" + program(2) + "/pairs", "\"hosts\":5");
    browser.go(page(2));
    browser.await("h1", "/usr/bin/prog2");
    browser.await("figcaption", "Known to one host");
    browser.run("document.querySelector('canvas').focus()");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
    browser.await(".readout", "write after write: ");
    browser.await(".map.named .down .here", "write");
    assertThat(browser.run("return document.querySelectorAll('.across span').length"))
        .isEqualTo(browser.run("return document.querySelectorAll('.down span').length"))
        .isEqualTo(46L);
    browser.screenshot("program");
    browser.prefer("dark");
    browser.go(page(2));
    browser.await("figcaption", "Known to one host");
    browser.screenshot("dark-program");
    browser.prefer("light");
  }

  /** Asks until the answer contains a text. */
  private static void awaitAnswer(String what, String text) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "api/v1/" + what)).build();
    HttpClient client = HttpClient.newHttpClient();
    String answer = "";
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!answer.contains(text)) {
      assertThat(System.nanoTime()).as(what + ": " + answer).isLessThan(deadline);
      answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  @Order(6)
  void shouldFitAPhoneAndBeDarkWhenThatIsWanted() throws Exception {
    browser.go(url + "#/incidents");
    String incident = browser.await(".incident a", "misbehaves").getDomProperty("href");
    browser.width(320, 640);
    Map<String, String> pages =
        Map.of(
            "overview", url + "#/",
            "incidents", url + "#/incidents",
            "incident", incident,
            "hosts", url + "#/hosts",
            "host", url + "#/hosts/db-2",
            "programs", url + "#/executables",
            "program", page(2));
    for (Map.Entry<String, String> page : pages.entrySet()) {
      browser.go(page.getValue());
      browser.await("main:not([aria-busy])", "");
      browser.await("h1", "");
      browser.assertFitsTheScreen(page.getKey());
      browser.screenshot("phone-" + page.getKey());
    }
    browser.width(1280, 900);
    browser.prefer("dark");
    browser.go(incident);
    browser.await("h2", "The calls of the first anomaly");
    browser.screenshot("dark-incident");
    browser.go(url + "#/");
    browser.await(".incident", "3 hosts");
    browser.screenshot("dark-overview");
    browser.run("document.getElementById('theme').click()");
    assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("light");
    browser.prefer("light");
  }
}
