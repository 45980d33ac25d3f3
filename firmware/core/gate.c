#include "gate.h"

#ifdef KL_GATE

#include "flash.h"
#include "gate_model.h"

static const int8_t W1[KL_GATE_HIDDEN * KL_BANDS] KL_FLASH = KL_GATE_W1;
static const int16_t B1[KL_GATE_HIDDEN] KL_FLASH = KL_GATE_B1;
static const int8_t W2[KL_BANDS * KL_GATE_HIDDEN] KL_FLASH = KL_GATE_W2;
static const int16_t B2[KL_BANDS] KL_FLASH = KL_GATE_B2;

static int8_t clamp(int32_t value, int8_t low)
{
    return value < low ? low : value > 127 ? 127 : (int8_t)value;
}

static void layer(const int8_t *weights, const int16_t *bias, const int8_t *in, uint8_t ins, int8_t *out, uint8_t outs, int8_t low)
{
    for (uint8_t o = 0; o < outs; o++) {
        int32_t sum = (int16_t)kl_flash16(&bias[o]);
        for (uint8_t i = 0; i < ins; i++)
            sum += (int16_t)((int8_t)kl_flash8(weights++) * in[i]);
        out[o] = clamp((sum + 64) >> 7, low);
    }
}

uint32_t kl_gate_score(const int8_t x[KL_BANDS], int8_t hidden[KL_GATE_HIDDEN], int8_t y[KL_BANDS])
{
    uint32_t score = 0;
    layer(W1, B1, x, KL_BANDS, hidden, KL_GATE_HIDDEN, 0);
    layer(W2, B2, hidden, KL_GATE_HIDDEN, y, KL_BANDS, -128);
    for (uint8_t i = 0; i < KL_BANDS; i++) {
        const int16_t off = (int16_t)(x[i] - y[i]);
        score += (uint32_t)((int32_t)off * off);
    }
    return score;
}

void kl_gate_reset(struct kl_gate *gate)
{
    const struct kl_gate none = {{0}, 0, 0};
    *gate = none;
}

uint8_t kl_gate_step(struct kl_gate *gate, const uint8_t codes[KL_BANDS])
{
    int8_t x[KL_BANDS], hidden[KL_GATE_HIDDEN], y[KL_BANDS];
    const uint8_t settled = gate->seen >= KL_GATE_SETTLE;
    uint8_t above, woken;
    for (uint8_t i = 0; i < KL_BANDS; i++) {
        if (gate->seen == 0)
            gate->usual[i] = (uint16_t)((uint16_t)codes[i] << 8);
        x[i] = clamp(((int32_t)((uint32_t)codes[i] << 8) - gate->usual[i] + 64) >> 7, -128);
    }
    above = settled && kl_gate_score(x, hidden, y) > KL_GATE_THRESHOLD;
    woken = above && gate->above;
    gate->above = above;
    if (!settled)
        gate->seen++;
    /* Learns fast at first, then slowly, and nothing from what it finds unusual. */
    for (uint8_t i = 0; i < KL_BANDS && !above; i++)
        gate->usual[i] = (uint16_t)(gate->usual[i] + (((int32_t)((uint32_t)codes[i] << 8) - gate->usual[i]) >> (settled ? 8 : 3)));
    return woken;
}

#else

void kl_gate_reset(struct kl_gate *gate)
{
    gate->none = 0;
}

uint8_t kl_gate_step(struct kl_gate *gate, const uint8_t codes[KL_BANDS])
{
    (void)gate;
    (void)codes;
    return 0;
}

#endif
