#!/usr/bin/env bash
# Every tier of the firmware's tests that this machine has the tools for; installs nothing. The last line says `N passed, N failed, N skipped`.
# Debian packages: gcc make python3 gcc-avr avr-libc simavr libsimavr-dev libelf-dev qemu-system-arm gcc-arm-none-eabi libnewlib-arm-none-eabi
#                  cppcheck gcovr clang-14 libclang-rt-14-dev
set -uo pipefail
cd "$(dirname "$0")"

passed=0 failed=0 skipped=0
# step NAME COMMAND...: exit status 77 is skipped, the reason is in the output. make says 2 for any failure, so its recipe's own 77 is looked for.
step() {
  local name=$1 status=0 log
  shift
  printf '\n== firmware: %s\n' "$name"
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  grep -vE '^(avr-gcc|arm-none-eabi-gcc|cc|gcc) |Error 77$' "$log"
  if [ $status -ne 0 ] && grep -q '^skipped: ' "$log" && grep -q 'Error 77$' "$log"; then status=77; fi
  rm -f "$log"
  case $status in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *)
      printf '!! firmware: %s failed\n' "$name"
      failed=$((failed + 1))
      ;;
  esac
}

make -s clean
step 'unit tests with sanitizers, noise, golden vectors and streams' make -s test
step 'coverage of core/' make -s coverage
step 'hostile bytes' make -s fuzz
step 'cppcheck' make -s lint
step 'the AVR builds' make -s avr
step 'the AVR ELF in simavr' make -s simavr
step 'budgets of the Uno' make -s budgets-check
step 'the Cortex-M4 builds' make -s m4
step 'the Cortex-M4 under QEMU' make -s qemu

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
