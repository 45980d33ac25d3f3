#include "gate.h"

#ifndef KL_GATE

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
