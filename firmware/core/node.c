#include "node.h"

#include "le.h"
#include "tell.h"
#include "wire.h"

enum { STATUS_EVERY_MS = 10000, BYTES_PER_STEP = 16 };

uint8_t kl_node_send(struct kl_node *node, uint8_t command, const uint8_t *body, uint8_t n)
{
    uint8_t wire[KL_WIRE_MAX];
    const uint8_t size = kl_frame(wire, command, body, n);
    if (size > 0 && kl_hal_write(node->hal, wire, size))
        return 1;
    node->lost++;
    return 0;
}

void kl_node_tell_status(struct kl_node *node, uint8_t reason)
{
    uint8_t body[20], *to = body;
    struct kl_health health;
    struct kl_time now;
    kl_hal_health(node->hal, &health);
    kl_hal_now(node->hal, &now);
    node->status_ms = now.ms;
    *to++ = KL_WIRE_VERSION;
    *to++ = reason;
    *to++ = health.cause;
    to = kl_put32(to, now.ms);
    to = kl_put16(to, node->lost);
    to = kl_put16(to, node->overruns);
    to = kl_put16(to, node->parser.bad);
    to = kl_put16(to, health.rx_lost);
    *to++ = health.load;
    to = kl_put16(to, health.stack_free);
    to = kl_put16(to, node->schema);
    (void)kl_node_send(node, KL_STATUS, body, (uint8_t)(to - body));
}

void kl_node_configured(struct kl_node *node)
{
    for (uint8_t c = 0; c < kl_hal_site(node->hal)->channels; c++) {
        kl_window_reset(&node->channel[c].window, kl_hal_site(node->hal)->channel[c].zero);
        kl_wake_reset(&node->channel[c].wake);
        kl_gate_reset(&node->channel[c].gate);
    }
    node->schema = kl_site_schema(kl_hal_site(node->hal), &node->config);
}

void kl_node_init(struct kl_node *node, struct kl_hal *hal)
{
    const struct kl_site *site = kl_hal_site(hal);
    node->hal = hal;
    node->config = kl_config_default(site->channels);
    node->lost = 0;
    node->overruns = 0;
    node->sampled.ms = 0;
    node->sampled.us = 0;
    node->parser.bad = 0;
    for (uint8_t c = 0; c < site->channels; c++)
        node->channel[c].seq = 0;
    kl_parser_reset(&node->parser);
    kl_pins_reset(&node->pins, site, hal);
    kl_node_configured(node);
    (void)kl_tell_version(hal);
    (void)kl_tell_name(site, hal);
    kl_node_tell_status(node, 0);
}

static void tell_features(struct kl_node *node, uint8_t c, uint32_t t_ms, uint8_t flags, const uint8_t *codes)
{
    struct kl_channel *channel = &node->channel[c];
    uint8_t body[KL_FEATURES_SIZE], *to = body;
    *to++ = KL_WIRE_VERSION;
    to = kl_put16(to, node->schema);
    *to++ = c;
    *to++ = channel->seq++;
    *to++ = flags;
    to = kl_put32(to, t_ms);
    to = kl_put16(to, node->lost);
    to = kl_put16(to, (uint16_t)(1u << node->config.window_log2));
    to = kl_window_write(&channel->window, to);
    for (uint8_t b = 0; b < KL_BANDS; b++)
        *to++ = codes[b];
    if (kl_node_send(node, KL_FEATURES, body, (uint8_t)(to - body)))
        kl_wake_sent(&channel->wake, codes);
}

static void finish_window(struct kl_node *node, uint8_t c, uint32_t t_ms)
{
    struct kl_channel *channel = &node->channel[c];
    struct kl_window *window = &channel->window;
    const uint8_t n_log2 = node->config.window_log2;
    if (window->settled) {
        uint8_t codes[KL_CODES], gate = 0, reasons;
        kl_window_codes(window, n_log2, codes);
        if ((node->config.flags & KL_STREAM_GATE) != 0)
            gate = kl_gate_step(&channel->gate, codes);
        reasons = kl_wake_reasons(&channel->wake, &node->config, codes, window->moments.peak, gate);
        if (reasons != 0)
            tell_features(node, c, t_ms, reasons | window->notes, codes);
    }
    kl_window_next(window, n_log2);
}

static uint8_t take_samples(struct kl_node *node)
{
    const int16_t full_scale = (int16_t)((1 << kl_hal_site(node->hal)->adc_bits) - 1);
    int16_t samples[KL_CHANNELS];
    uint8_t skipped = 0, gap;
    uint32_t t_ms;
    if (!kl_hal_sample(node->hal, samples, &skipped))
        return 0;
    node->overruns = (uint16_t)(node->overruns + skipped);
    gap = skipped > 0 ? KL_GAP : 0;
    do {
        t_ms = node->sampled.ms; /* sample k: k periods after the start */
        node->sampled.us = (uint16_t)(node->sampled.us + kl_hal_site(node->hal)->period_us);
        for (; node->sampled.us >= 1000; node->sampled.us = (uint16_t)(node->sampled.us - 1000))
            node->sampled.ms++;
    } while (skipped-- > 0);
    if ((node->config.flags & KL_STREAM_ON) == 0)
        return 1;
    for (uint8_t c = 0; c < kl_hal_site(node->hal)->channels; c++) {
        struct kl_window *window = &node->channel[c].window;
        if (!(node->config.channels >> c & 1))
            continue;
        window->notes |= gap;
        if (kl_window_add(window, samples[c], full_scale, node->config.window_log2))
            finish_window(node, c, t_ms);
    }
    return 1;
}

static uint8_t take_bytes(struct kl_node *node)
{
    uint8_t n = 0;
    for (; n < BYTES_PER_STEP; n++) {
        const int16_t byte = kl_hal_read(node->hal);
        if (byte < 0)
            break;
        kl_node_answer(node, kl_parse(&node->parser, (uint8_t)byte));
    }
    return n;
}

uint8_t kl_node_step(struct kl_node *node)
{
    const uint8_t sampled = take_samples(node), told = take_bytes(node);
    struct kl_time now;
    kl_hal_now(node->hal, &now);
    kl_pins_report(&node->pins, kl_hal_site(node->hal), node->hal, (uint16_t)now.ms);
    if ((node->config.flags & KL_STREAM_ON) != 0 && now.ms - node->status_ms >= STATUS_EVERY_MS)
        kl_node_tell_status(node, 2);
    return sampled || told;
}
