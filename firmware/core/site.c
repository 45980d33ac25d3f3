#include "site.h"

#include <string.h>

#include "gate.h"
#include "goertzel.h"
#include "le.h"
#include "wire.h"

enum { HEADER = 5 };

static uint8_t *put_text(uint8_t *to, const char *text, uint8_t most)
{
    uint8_t n = 0;
    while (n < most && text[n] != 0)
        n++;
    *to++ = n;
    for (uint8_t i = 0; i < n; i++)
        *to++ = (uint8_t)text[i];
    return to;
}

static uint8_t *put_board(const struct kl_site *site, const struct kl_config *config, uint8_t *to)
{
    to = kl_put32(to, 1000000000UL / site->period_us);
    to = kl_put16(to, (uint16_t)(1u << config->window_log2));
    *to++ = site->channels;
    *to++ = KL_BANDS;
    *to++ = site->adc_bits;
    /* cppcheck-suppress knownConditionTrueFalse ; one build knows it, the other knows the opposite */
    *to++ = (uint8_t)((kl_gate_built() ? 1 : 0) | (site->pins > 0 ? 2 : 0));
    *to++ = KL_FIRMWARE_MAJOR;
    *to++ = KL_FIRMWARE_MINOR;
    return put_text(to, site->name, KL_NAME_MAX);
}

static uint8_t *put_bands(const struct kl_site *site, uint8_t *to)
{
    for (uint8_t b = 0; b < KL_BANDS; b++) {
        const struct kl_band band = kl_band(b);
        /* turn / 65536 of the rate in 0.1 Hz, rounded: the rate is 10^6 / period. */
        const uint32_t centre = ((uint32_t)band.turn * (uint32_t)(10000000UL / site->period_us) + 32768u) >> 16;
        to = kl_put16(to, (uint16_t)centre);
        *to++ = (uint8_t)(band.shift | band.block_log2 << 4);
    }
    return to;
}

static uint8_t *put_channel(const struct kl_channel_site *channel, uint8_t *to)
{
    uint32_t bits;
    memcpy(&bits, &channel->scale, sizeof bits); /* float is binary32 on every target; checked by a unit test */
    to = kl_put32(to, bits);
    to = kl_put16(to, (uint16_t)channel->zero);
    *to++ = channel->quantity;
    to = put_text(to, channel->name, KL_CHANNEL_NAME_MAX);
    return put_text(to, channel->unit, KL_UNIT_MAX);
}

uint8_t kl_site_page(const struct kl_site *site, const struct kl_config *config, uint16_t schema, uint8_t page, uint8_t *body)
{
    uint8_t *to = body;
    *to++ = KL_WIRE_VERSION;
    *to++ = page;
    *to++ = (uint8_t)(2 + site->channels);
    to = kl_put16(to, schema);
    if (page == 0)
        to = put_board(site, config, to);
    else if (page == 1)
        to = put_bands(site, to);
    else if (page - 2 < site->channels)
        to = put_channel(&site->channel[page - 2], to);
    return (uint8_t)(to - body);
}

uint16_t kl_site_schema(const struct kl_site *site, const struct kl_config *config)
{
    uint8_t body[KL_BODY_MAX];
    uint16_t crc = 0xFFFF;
    for (uint8_t page = 0; page < 2 + site->channels; page++) {
        const uint8_t n = kl_site_page(site, config, 0, page, body);
        crc = kl_crc16(crc, page);
        for (uint8_t i = HEADER; i < n; i++)
            crc = kl_crc16(crc, body[i]);
    }
    return crc;
}
