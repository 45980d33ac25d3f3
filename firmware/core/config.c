#include "config.h"

#include "le.h"

struct kl_config kl_config_default(uint8_t channels)
{
    const struct kl_config config = {0, (uint8_t)((1u << channels) - 1), 9, 10, 8, 16, 0};
    return config;
}

enum kl_result kl_config_read(struct kl_config *config, const uint8_t *from, uint8_t channels, uint8_t gate)
{
    const struct kl_config next = {from[0], from[1], from[2], from[3], from[4], from[5], kl_get16(from + 7)};
    if ((next.flags & ~7u) != 0 || (next.channels >> channels) != 0 || from[6] != 0)
        return KL_OUT_OF_RANGE;
    if (next.window_log2 < KL_WINDOW_MIN || next.window_log2 > KL_WINDOW_MAX || next.heartbeat == 0)
        return KL_OUT_OF_RANGE;
    if ((next.flags & KL_STREAM_GATE) != 0 && !gate)
        return KL_NOT_BUILT;
    *config = next;
    return KL_DONE;
}

uint8_t *kl_config_write(const struct kl_config *config, uint8_t *to)
{
    *to++ = config->flags;
    *to++ = config->channels;
    *to++ = config->window_log2;
    *to++ = config->heartbeat;
    *to++ = config->hold;
    *to++ = config->delta;
    *to++ = 0;
    return kl_put16(to, config->threshold);
}
