/*
 * Bytes of a hostile gateway into the whole node, and the same bytes as samples. With clang: -fsanitize=fuzzer. Without: fuzz_main.c feeds it seeded random bytes.
 * What must hold is checked by the sanitizers, and here: answers are well formed, and the board stays within what was allowed.
 */
#include <stdlib.h>

#include "bench.h"

static struct kl_hal hal;
static struct kl_node node;

static void require(int what)
{
    if (!what)
        abort();
}

/* Whatever the node says is whole messages: sysex closed, at most 64 bytes if it is ours, and no stray byte. */
static void well_formed(const uint8_t *out, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        const uint8_t command = out[i];
        if (command == 0xF0) {
            const uint32_t begin = i++;
            while (i < n && out[i] < 0x80)
                i++;
            require(i < n && out[i] == 0xF7);
            require(out[begin + 1] > 0x0F || i - begin < KL_WIRE_MAX);
            i++;
        } else {
            require(command == 0xF9 || (command & 0xF0) == 0x90 || (command & 0xF0) == 0xE0);
            require(i + 2 < n && out[i + 1] < 0x80 && out[i + 2] < 0x80);
            i += 3;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bench_init(&hal, &node);
    hal.room = (uint16_t)(size > 0 ? 40 * data[0] : 0);
    for (size_t at = 0; at < size; at += 100) {
        const uint16_t n = (uint16_t)(size - at < 100 ? size - at : 100);
        bench_say(&hal, &node, data + at, n);
        well_formed(hal.out, hal.out_n);
        hal.out_n = 0;
        for (uint16_t i = 0; i + 1 < n; i++)
            bench_sample(&hal, &node, (int16_t)(data[at + i] << 2), (int16_t)((data[at + i] ^ data[at + i + 1]) << 2), (int16_t)(data[at + i + 1] & 1 ? 1023 : 0));
        well_formed(hal.out, hal.out_n);
        hal.out_n = 0;
        require(node.config.window_log2 >= KL_WINDOW_MIN && node.config.window_log2 <= KL_WINDOW_MAX && node.config.heartbeat > 0);
    }
    return 0;
}
