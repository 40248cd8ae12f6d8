package dev.phleet.lab.analyzer;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, with a new and empty profile. */
final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(10);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;
  private final ProcessHandle service;
  private final Thread whenInterrupted;

  private Browser(ChromeDriver driver, ProcessHandle service) {
    this.driver = driver;
    this.service = service;
    whenInterrupted =
        new Thread(
            () -> {
              service.descendants().toList().forEach(ProcessHandle::destroyForcibly);
              service.destroyForcibly();
            });
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
  }

  static Browser open(Path profile) throws IOException {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-breakpad",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-prefers-reduced-motion",
        "--user-data-dir=" + Files.createDirectories(profile));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .usingAnyFreePort()
            .build();
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(toSet());
    ChromeDriver driver = new ChromeDriver(service, options);
    ProcessHandle started =
        ProcessHandle.current()
            .children()
            .filter(child -> !before.contains(child))
            .filter(child -> child.info().command().orElse("").endsWith("chromedriver"))
            .findFirst()
            .orElseThrow();
    Browser browser = new Browser(driver, started);
    browser.width(1280, 900);
    return browser;
  }

  /** A screen so wide and so high. */
  void width(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Loads a page as if it were the first, with nothing in focus. */
  void go(String url) {
    driver.get("about:blank");
    driver.get(url);
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Presses Tab until something with that text has the focus. */
  void tabTo(String text) {
    for (int i = 0; i < 60; i++) {
      if (focused().getText().strip().equals(text)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("Tab never reaches '" + text + "'");
  }

  /** Waits for an element that contains a text. */
  WebElement await(String css, String text) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        for (WebElement element : driver.findElements(By.cssSelector(css))) {
          if (element.getText().contains(text)) {
            return element;
          }
        }
      } catch (StaleElementReferenceException e) {
        // It was drawn anew meanwhile.
      }
      assertThat(System.nanoTime())
          .as(() -> "no " + css + " with '" + text + "' in: " + text() + complaints())
          .isLessThan(deadline);
    }
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** Keeps what is seen, all of the page, for people. */
  void screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    long height = (Long) run("return document.documentElement.scrollHeight");
    long width = (Long) run("return innerWidth");
    long before = (Long) run("return innerHeight");
    width((int) width, (int) Math.max(before, height));
    run("scrollTo(0, 0)");
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    width((int) width, (int) before);
  }

  void assertFitsTheScreen(String where) {
    Object wide =
        run(
            "const wide = document.documentElement.clientWidth;"
                + "return document.documentElement.scrollWidth === wide ? [] :"
                + " [...document.querySelectorAll('body *')]"
                + " .filter(e => e.getBoundingClientRect().right > wide && !e.closest('.scroll *'))"
                + " .map(e => e.outerHTML.slice(0, 80))");
    assertThat(wide).as("what is wider than the screen: " + where).isEqualTo(List.of());
  }

  /** What a page complained of since the last time. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Ends it, and does not return before every process that belonged to it has ended too. */
  @Override
  public void close() {
    List<ProcessHandle> own = service.descendants().toList();
    try {
      driver.quit();
    } finally {
      end(own);
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }
  }

  private static void end(List<ProcessHandle> own) {
    for (ProcessHandle process : own) {
      try {
        process.onExit().get(LEAVING.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      } catch (ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      }
    }
  }
}
