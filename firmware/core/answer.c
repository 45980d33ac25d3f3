/* What the gateway asks and sets. */
#include <string.h>

#include "le.h"
#include "node.h"
#include "tell.h"
#include "wire.h"

static void tell_config(struct kl_node *node, enum kl_result result)
{
    uint8_t body[4 + KL_CONFIG_SIZE], *to = body;
    *to++ = KL_WIRE_VERSION;
    *to++ = (uint8_t)result;
    to = kl_config_write(&node->config, to);
    to = kl_put16(to, node->schema);
    (void)kl_node_send(node, KL_STREAM, body, (uint8_t)(to - body));
}

static uint8_t take_stream(struct kl_node *node, const uint8_t *body, uint8_t n)
{
    enum kl_result result = KL_DONE;
    if (n == 1 + KL_CONFIG_SIZE) {
        uint8_t before[KL_CONFIG_SIZE];
        (void)kl_config_write(&node->config, before);
        result = kl_config_read(&node->config, body + 1, kl_hal_site(node->hal)->channels, kl_gate_built());
        /* Repeating what is in force must not cost the windows that have begun. */
        if (result == KL_DONE && memcmp(before, body + 1, KL_CONFIG_SIZE) != 0)
            kl_node_configured(node);
    } else if (n != 1) {
        return 0;
    }
    tell_config(node, result);
    return 1;
}

static uint8_t take_clock(struct kl_node *node, const uint8_t *question, uint8_t n)
{
    uint8_t body[11], *to = body;
    struct kl_time now;
    if (n != 5)
        return 0;
    kl_hal_now(node->hal, &now);
    for (uint8_t i = 0; i < 5; i++)
        *to++ = question[i];
    to = kl_put32(to, now.ms);
    to = kl_put16(to, now.us);
    (void)kl_node_send(node, KL_CLOCK, body, (uint8_t)(to - body));
    return 1;
}

static uint8_t take_constants(struct kl_node *node, const uint8_t *question, uint8_t n)
{
    uint8_t body[KL_BODY_MAX], size;
    if (n != 2)
        return 0;
    size = kl_site_page(kl_hal_site(node->hal), &node->config, node->schema, question[1], body);
    (void)kl_node_send(node, KL_CONSTANTS, body, size);
    return 1;
}

/* User sysex. Returns 0 for what is not understood: it is not answered. */
static uint8_t take_ours(struct kl_node *node)
{
    uint8_t n, *body = node->parser.sysex + 1;
    const uint8_t command = node->parser.sysex[0];
    if (kl_open(command, body, (uint8_t)(node->parser.length - 1), &n) != KL_OPEN_OK)
        return 0;
    switch (command) {
    case KL_STREAM:
        return take_stream(node, body, n);
    case KL_CONSTANTS:
        return take_constants(node, body, n);
    case KL_CLOCK:
        return take_clock(node, body, n);
    case KL_STATUS:
        if (n != 1)
            return 0;
        kl_node_tell_status(node, 1);
        return 1;
    default:
        return 0;
    }
}

static uint8_t take_sysex(struct kl_node *node)
{
    const struct kl_parser *parser = &node->parser;
    uint8_t told = 1;
    switch (parser->sysex[0]) {
    case KL_FEATURES:
    case KL_STREAM:
    case KL_CONSTANTS:
    case KL_CLOCK:
    case KL_STATUS:
        return take_ours(node);
    case 0x79:
        told = kl_tell_name(kl_hal_site(node->hal), node->hal);
        break;
    case 0x6B:
        told = kl_tell_capabilities(kl_hal_site(node->hal), node->hal);
        break;
    case 0x69:
        told = kl_tell_analog_map(kl_hal_site(node->hal), node->hal);
        break;
    case 0x6D:
        if (parser->length != 2)
            return 0;
        told = kl_tell_pin(&node->pins, kl_hal_site(node->hal), node->hal, parser->sysex[1]);
        break;
    default:
        return kl_pins_take(&node->pins, kl_hal_site(node->hal), node->hal, KL_SYSEX, parser);
    }
    if (!told)
        node->lost++;
    return 1;
}

static void reset(struct kl_node *node)
{
    kl_pins_reset(&node->pins, kl_hal_site(node->hal), node->hal);
    node->config = kl_config_default(kl_hal_site(node->hal)->channels);
    kl_node_configured(node);
}

void kl_node_answer(struct kl_node *node, enum kl_message message)
{
    uint8_t understood = 1;
    switch (message) {
    case KL_NOTHING:
        break;
    case KL_ASK_VERSION:
        if (!kl_tell_version(node->hal))
            node->lost++;
        break;
    case KL_RESET:
        reset(node);
        break;
    case KL_SYSEX:
        understood = take_sysex(node);
        break;
    default:
        understood = kl_pins_take(&node->pins, kl_hal_site(node->hal), node->hal, message, &node->parser);
        break;
    }
    if (!understood)
        node->parser.bad++;
}
