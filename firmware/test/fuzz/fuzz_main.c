/* Where clang's fuzzer is missing: seeded random inputs, half of them made of frames that are right and then hurt. fuzz_main SECONDS [SEED]; writes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "rng.h"
#include "wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t make(struct kl_rng *rng, uint8_t *data, size_t most)
{
    const size_t size = kl_rng_next(rng) % most;
    size_t n = 0;
    while (n + KL_WIRE_MAX < size) {
        uint8_t body[KL_BODY_MAX];
        const uint8_t length = (uint8_t)(kl_rng_next(rng) % (KL_BODY_MAX + 1)), right = kl_rng_next(rng) & 1;
        for (uint8_t i = 0; i < length; i++)
            body[i] = (uint8_t)kl_rng_next(rng);
        if (length > 0)
            body[0] = KL_WIRE_VERSION;
        if (right) {
            /* A STREAM with values in and around their ranges. */
            const uint8_t stream[10] = {1, body[1] & 7, body[2] & 7, (uint8_t)(5 + body[3] % 7), body[4], body[5] & 3, body[6], 0, body[7], body[8] & 3};
            n += kl_frame(data + n, KL_STREAM, stream, 10);
        } else {
            n += kl_frame(data + n, (uint8_t)(1 + kl_rng_next(rng) % 6), body, length);
        }
        if (kl_rng_next(rng) % 4 == 0)
            data[kl_rng_next(rng) % n] = (uint8_t)kl_rng_next(rng);
    }
    while (n < size)
        data[n++] = (uint8_t)kl_rng_next(rng);
    return n;
}

int main(int argc, char **argv)
{
    static uint8_t data[2048];
    struct kl_rng rng = {argc > 2 ? strtoull(argv[2], NULL, 10) : 1};
    const time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 10);
    unsigned long runs = 0;
    for (; time(NULL) < end; runs++)
        (void)LLVMFuzzerTestOneInput(data, make(&rng, data, sizeof data));
    printf("%lu inputs\n", runs);
    return 0;
}
