package dev.phleet.collector.kernel;

import dev.phleet.collector.detector.Operation;
import dev.phleet.collector.model.CallCode;
import dev.phleet.collector.model.CallCode.Table;
import dev.phleet.collector.model.ModelSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the watched program is to do, said once: as the program's arguments and as what the model
 * has to see. The words are explained in exercise.c.
 */
final class Script {
  private final List<String> words = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();

  static Script script() {
    return new Script();
  }

  List<String> words() {
    return List.copyOf(words);
  }

  List<Act> acts() {
    return List.copyOf(acts);
  }

  /** Makes these calls, one after the other. */
  Script calls(Sys... calls) {
    for (Sys call : calls) {
      times(1, call);
    }
    return this;
  }

  Script times(int count, Sys call) {
    return add(Integer.toString(call.number()), count, call.code());
  }

  /** Makes these calls in turn, so many times. */
  Script loop(int count, Sys... calls) {
    for (int i = 0; i < count; i++) {
      calls(calls);
    }
    return this;
  }

  /** A number of the native table that no call needs to have; a negative one is not recorded. */
  Script number(int number, int count) {
    if (number < 0) {
      words.add(number + "x" + count);
      return this;
    }
    return add(Integer.toString(number), count, CallCode.nativeCall(number));
  }

  /** A call of the 32-bit table, from a 64-bit program. */
  Script compat(int number, int count) {
    return add("i" + number, count, CallCode.of(Table.COMPAT, number));
  }

  /** A call with the bit of the x32 table. */
  Script x32(int number, int count) {
    return add(Integer.toString(0x40000000 | number), count, CallCode.of(Table.X32, number));
  }

  Script fork(Script child) {
    words.add("fork{");
    addCall(Sys.CLONE);
    return block(child, new Act.Child(ending(child, Sys.EXIT))).addCall(Sys.WAIT4);
  }

  /** One thread, which ends before this one goes on. */
  Script thread(Script thread) {
    words.add("thread{");
    addCall(Sys.CLONE);
    return block(thread, new Act.Child(ending(thread, Sys.EXIT)));
  }

  /** Threads that run at the same time; in the model one after the other. */
  Script threads(int count, Script thread) {
    words.add("threads" + count + "{");
    words.addAll(thread.words);
    words.add("}");
    for (int i = 0; i < count; i++) {
      addCall(Sys.CLONE);
      acts.add(new Act.Child(ending(thread, Sys.EXIT)));
    }
    return this;
  }

  Script installHandler() {
    words.add("handler");
    return addCall(Sys.RT_SIGACTION);
  }

  Script ignoreSignal() {
    words.add("deaf");
    return addCall(Sys.RT_SIGACTION);
  }

  /** Raises the signal; its handler does something. */
  Script raise(Script handler) {
    words.add("raise{");
    return raising().block(handler, new Act.Handled(handler.acts));
  }

  /** Raises the signal while it is ignored. */
  Script raiseIgnored() {
    words.add("raise{");
    words.add("}");
    return raising();
  }

  /** Becomes another program, or the same anew, which does the rest. */
  Script exec(Path program, Script rest) {
    words.add("exec:" + program);
    words.addAll(rest.words);
    addCall(Sys.EXECVE);
    acts.add(new Act.Exec(program.getFileName().toString(), ending(rest, Sys.EXIT_GROUP)));
    return this;
  }

  /** The test normalizes, resets ... the profile of a program. */
  Script operate(Operation operation, String program) {
    return pause(new Deed.Operate(operation, program));
  }

  Script change(UnaryOperator<ModelSettings> change) {
    return pause(new Deed.Change(change));
  }

  /** The test compares all counters. */
  Script look() {
    return pause(new Deed.Look());
  }

  private Script pause(Deed deed) {
    words.add("say");
    words.add("wait");
    addCall(Sys.WRITE).addCall(Sys.READ);
    acts.add(new Act.Pause(deed));
    return this;
  }

  /**
   * All its acts, and the call that ends the program or thread unless another program took over.
   */
  static List<Act> ending(Script script, Sys end) {
    List<Act> all = new ArrayList<>(script.acts);
    if (all.isEmpty() || !(all.get(all.size() - 1) instanceof Act.Exec)) {
      all.add(new Act.Call(end.code()));
    }
    return all;
  }

  private Script raising() {
    return addCall(Sys.GETPID).addCall(Sys.GETTID).addCall(Sys.TGKILL);
  }

  private Script block(Script inner, Act act) {
    words.addAll(inner.words);
    words.add("}");
    acts.add(act);
    return this;
  }

  private Script add(String word, int count, int code) {
    words.add(word + "x" + count);
    for (int i = 0; i < count; i++) {
      acts.add(new Act.Call(code));
    }
    return this;
  }

  private Script addCall(Sys call) {
    acts.add(new Act.Call(call.code()));
    return this;
  }
}
