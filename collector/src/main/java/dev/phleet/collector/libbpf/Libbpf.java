package dev.phleet.collector.libbpf;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/**
 * Bare signatures of libbpf 1.x, as in {@code bpf/libbpf.h} and {@code bpf/bpf.h}. A {@code size_t}
 * is a {@code long}: both supported architectures are LP64.
 *
 * <p>In libbpf 1.x a function that returns an int returns -errno, and one that returns a pointer
 * returns NULL with errno set.
 */
@SuppressWarnings("MemberName") // The names are libbpf's.
final class Libbpf {
  /** File name of the library: its major version is part of the contract. */
  static final String FILE = "libbpf.so.1";

  static {
    Native.register(Libbpf.class, NativeLibrary.getInstance(FILE));
  }

  /**
   * {@code libbpf_print_fn_t}. A va_list parameter is a pointer on both supported architectures:
   * x86_64 declares it as an array, and AAPCS64 passes a 32-byte struct by reference.
   */
  interface Print extends Callback {
    int print(int level, Pointer format, Pointer arguments);
  }

  private Libbpf() {}

  static native int libbpf_major_version();

  static native int libbpf_minor_version();

  static native Pointer libbpf_set_print(Print print);

  static native Pointer bpf_object__open_mem(Pointer bytes, long size, Pointer options);

  static native int bpf_object__load(Pointer object);

  static native void bpf_object__close(Pointer object);

  static native Pointer bpf_object__find_map_by_name(Pointer object, String name);

  static native Pointer bpf_object__next_program(Pointer object, Pointer previous);

  static native String bpf_program__name(Pointer program);

  static native String bpf_program__section_name(Pointer program);

  static native int bpf_program__set_autoload(Pointer program, boolean load);

  static native int bpf_program__fd(Pointer program);

  static native int bpf_obj_get_info_by_fd(int fd, Pointer info, IntByReference size);

  static native Pointer bpf_program__attach(Pointer program);

  static native Pointer bpf_program__attach_iter(Pointer program, Pointer options);

  static native int bpf_prog_test_run_opts(int fd, Pointer options);

  static native int bpf_link__fd(Pointer link);

  static native int bpf_link__destroy(Pointer link);

  static native int bpf_iter_create(int linkFd);

  static native int bpf_map__set_autocreate(Pointer map, boolean create);

  static native int bpf_map__fd(Pointer map);

  static native int bpf_map__key_size(Pointer map);

  static native int bpf_map__value_size(Pointer map);

  static native int bpf_map__max_entries(Pointer map);

  static native int bpf_map__set_max_entries(Pointer map, int entries);

  static native int bpf_map_lookup_elem(int fd, byte[] key, byte[] value);

  static native int bpf_map_update_elem(int fd, byte[] key, byte[] value, long flags);

  static native int bpf_map_delete_elem(int fd, byte[] key);

  static native int bpf_map_get_next_key(int fd, byte[] key, byte[] next);
}
