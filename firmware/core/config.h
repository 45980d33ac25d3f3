/* What the gateway can set: STREAM. */
#ifndef KL_CONFIG_H
#define KL_CONFIG_H

#include <stdint.h>

enum { KL_STREAM_ON = 1, KL_STREAM_EVERY = 2, KL_STREAM_GATE = 4 };
enum { KL_WINDOW_MIN = 6, KL_WINDOW_MAX = 10, KL_CONFIG_SIZE = 9 };
enum kl_result { KL_DONE = 0, KL_OUT_OF_RANGE = 1, KL_NOT_BUILT = 3 };

struct kl_config {
    uint8_t flags;       /* KL_STREAM_* */
    uint8_t channels;    /* mask */
    uint8_t window_log2; /* KL_WINDOW_MIN..KL_WINDOW_MAX */
    uint8_t heartbeat;   /* windows, 1.. */
    uint8_t hold;        /* windows */
    uint8_t delta;       /* eighths of an octave; 0 never */
    uint16_t threshold;  /* converter counts from the centre; 0 never */
};

struct kl_config kl_config_default(uint8_t channels);
/* Reads KL_CONFIG_SIZE bytes into *config; on anything but KL_DONE it is left as it was. gate: this build has a model. */
enum kl_result kl_config_read(struct kl_config *config, const uint8_t *from, uint8_t channels, uint8_t gate);
uint8_t *kl_config_write(const struct kl_config *config, uint8_t *to);

#endif
