#!/bin/sh
# run.sh VMLINUZ INITRAMFS: boots the kernel with the checks as its first process. No network, no disk, no KVM.
# Time is counted in instructions (-icount shift=0), so what is printed is exact and repeatable.
set -eu
exec timeout "${PHLEET_VM_SECONDS:-400}" qemu-system-x86_64 -accel tcg -icount shift=0 -cpu max -machine q35 -m 1024 \
	-display none -monitor none -serial stdio -no-reboot -nic none -no-user-config -nodefaults \
	-kernel "$1" -initrd "$2" -append 'console=ttyS0 quiet panic=-1 rdinit=/init' </dev/null
