/* What a build is: told to the gateway page by page (CONSTANTS), and the schema id that stands for all of it. */
#ifndef KL_SITE_H
#define KL_SITE_H

#include <stdint.h>

#include "config.h"

enum { KL_FIRMWARE_MAJOR = 1, KL_FIRMWARE_MINOR = 0 };
enum { KL_NAME_MAX = 24, KL_CHANNEL_NAME_MAX = 15, KL_UNIT_MAX = 7 };
enum kl_quantity { KL_RAW = 0, KL_ACCELERATION = 1, KL_CURRENT = 2, KL_SOUND = 3, KL_VOLTAGE = 4 };

struct kl_channel_site {
    float scale;   /* physical value = (count - zero) scale */
    int16_t zero;
    uint8_t quantity;
    const char *name; /* at most KL_CHANNEL_NAME_MAX */
    const char *unit; /* at most KL_UNIT_MAX */
};

struct kl_site {
    const char *name; /* "kinglet/<port>", at most KL_NAME_MAX */
    const struct kl_channel_site *channel;
    uint16_t period_us; /* between two samples of a channel; 1000 us or a divisor of it, or any multiple */
    uint8_t channels;   /* 1..KL_CHANNELS */
    uint8_t adc_bits;   /* 10: what the bands' shifts are made for */
    uint8_t pins;       /* 0..pins-1 */
    uint8_t analog;     /* pin of analog channel 0; those after it follow. 255: none */
    uint8_t analogs;    /* how many */
};

/* Body of the CONSTANTS answer for a page; returns its length. Pages that are not there have no content. */
uint8_t kl_site_page(const struct kl_site *site, const struct kl_config *config, uint16_t schema, uint8_t page, uint8_t *body);
/* CRC-16 over page number and content of all pages. */
uint16_t kl_site_schema(const struct kl_site *site, const struct kl_config *config);

#endif
