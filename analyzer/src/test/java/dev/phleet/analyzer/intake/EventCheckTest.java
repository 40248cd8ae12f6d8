package dev.phleet.analyzer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phleet.schemas.event.Executable;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ids are checked by hand, as these patterns say. */
class EventCheckTest {
  private static final Pattern EXECUTABLE =
      Pattern.compile("sha256:[0-9a-f]{64}|path:[^\\p{Cntrl}]{1,4096}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  @Property
  void shouldKnowExecutableIds(@ForAll("ids") String id) {
    assertThat(EventCheck.executable(new Executable(id, "/bin/a", 1L)).isEmpty())
        .isEqualTo(EXECUTABLE.matcher(id).matches());
  }

  @Property
  void shouldKnowIds(@ForAll("ids") String id) {
    assertThat(EventCheck.isId(id))
        .isEqualTo(!id.isBlank() && id.length() <= 128 && !CONTROL.matcher(id).find());
  }

  @Example
  void shouldCountTheLettersOfAPathAndNotItsChars() {
    String smile = "\ud83d\ude00";
    for (String path : new String[] {"a".repeat(4096), smile.repeat(4096)}) {
      assertThat(EventCheck.executable(new Executable("path:" + path, "", 1L))).isEmpty();
      assertThat(EventCheck.executable(new Executable("path:" + path + "a", "", 1L))).isPresent();
    }
  }

  @Provide
  Arbitrary<String> ids() {
    Arbitrary<String> hex = Arbitraries.strings().withChars("0123456789abcdef").ofLength(64);
    Arbitrary<String> nearly =
        Arbitraries.strings().withChars("09afgA").ofMinLength(63).ofMaxLength(65);
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(130);
    Arbitrary<String> printable = Arbitraries.strings().ascii().ofMaxLength(40);
    return Arbitraries.oneOf(
        Arbitraries.oneOf(hex, nearly).map(d -> "sha256:" + d),
        Arbitraries.oneOf(any, printable).map(p -> "path:" + p),
        any,
        printable);
  }
}
