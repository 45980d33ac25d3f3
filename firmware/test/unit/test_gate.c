#include "check.h"
#include "gate.h"
#include "gate_model.h"
#include "rng.h"

/* Lines of golden/gate.txt: x, hidden, y, score, as Python made them. */
static void golden(void)
{
    int lines = 0, value;
    FILE *file = fopen("test/golden/gate.txt", "r");
    CHECK(file != NULL);
    if (file == NULL)
        return;
    for (;; lines++) {
        int8_t x[KL_BANDS], hidden[KL_GATE_HIDDEN], y[KL_BANDS];
        uint32_t score;
        int got = 1;
        for (int i = 0; i < KL_BANDS && got == 1; i++) {
            got = fscanf(file, "%d", &value);
            x[i] = (int8_t)value;
        }
        if (got != 1)
            break;
        score = kl_gate_score(x, hidden, y);
        for (int i = 0; i < KL_GATE_HIDDEN && fscanf(file, "%d", &value) == 1; i++)
            CHECK_EQ(hidden[i], value);
        for (int i = 0; i < KL_BANDS && fscanf(file, "%d", &value) == 1; i++)
            CHECK_EQ(y[i], value);
        CHECK(fscanf(file, "%d", &value) == 1);
        CHECK_EQ(score, value);
    }
    fclose(file);
    CHECK_EQ(lines, 43);
}

static uint8_t step(struct kl_gate *gate, struct kl_rng *rng, int high)
{
    uint8_t codes[KL_BANDS];
    for (int i = 0; i < KL_BANDS; i++)
        codes[i] = (uint8_t)(100 + 5 * i + (int)(kl_rng_next(rng) % 3) + (i >= 6 ? high : 0));
    return kl_gate_step(gate, codes);
}

static void wakes(void)
{
    struct kl_gate gate;
    struct kl_rng rng = {1};
    kl_gate_reset(&gate);
    for (int i = 0; i < 31; i++)
        CHECK_EQ(step(&gate, &rng, i % 7 == 3 ? 90 : 0), 0); /* it only learns at first */
    kl_gate_reset(&gate);
    for (int i = 0; i < 1000; i++)
        CHECK_EQ(step(&gate, &rng, 0), 0);
    CHECK_EQ(step(&gate, &rng, 40), 0); /* once is not enough */
    CHECK_EQ(step(&gate, &rng, 0), 0);
    CHECK_EQ(step(&gate, &rng, 40), 0);
    for (int i = 0; i < 1000; i++)
        CHECK_EQ(step(&gate, &rng, 40), 1); /* and it does not get used to it */
    CHECK_EQ(step(&gate, &rng, 0), 0);
}

static void ends_of_the_range(void)
{
    struct kl_gate gate;
    const uint8_t low[KL_BANDS] = {0}, high[KL_BANDS] = {255, 255, 255, 255, 255, 255, 255, 255};
    kl_gate_reset(&gate);
    for (int i = 0; i < 600; i++)
        CHECK(kl_gate_step(&gate, i / 100 % 2 ? high : low) <= 1);
}

int main(void)
{
    TEST(golden, "the network gives what Python's integers give, to the bit");
    TEST(wakes, "it learns first, wakes at the second unusual window, and does not get used to trouble");
    TEST(ends_of_the_range, "codes at both ends of their range");
    return check_end();
}
