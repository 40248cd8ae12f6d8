package dev.phleet.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.spelling.WrongUsage;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OverheadCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--rows=getpid, did you mean getppid?",
    "'--rows=getppid,fork+exec', did you mean fork+execve?",
    "--rows=, the rows are getppid",
    "--rounds=0, --rounds takes a number from 1",
  })
  void shouldSayInOneLineWhatIsWrong(String option, String expected) {
    StringWriter errors = new StringWriter();
    CommandLine command =
        new CommandLine(new BenchCommand())
            .setParameterExceptionHandler(new WrongUsage())
            .setErr(new PrintWriter(errors, true));

    int code = command.execute("overhead", option);

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString().lines()).singleElement().asString().contains(expected);
  }
}
