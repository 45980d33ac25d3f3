/*
 * The whole firmware but the board: samples to features, the gateway's questions to answers, pins.
 *
 *     port: struct kl_node node; kl_node_init(&node, hal); for (;;) if (!kl_node_step(&node)) sleep until an interrupt;
 */
#ifndef KL_NODE_H
#define KL_NODE_H

#include <stdint.h>

#include "config.h"
#include "gate.h"
#include "hal.h"
#include "parser.h"
#include "pins.h"
#include "site.h"
#include "wake.h"
#include "window.h"

struct kl_channel {
    struct kl_window window;
    struct kl_wake wake;
    struct kl_gate gate;
    uint8_t seq;
};

struct kl_node {
    struct kl_hal *hal;
    struct kl_config config;
    struct kl_channel channel[KL_CHANNELS];
    struct kl_parser parser;
    struct kl_pins pins;
    struct kl_time sampled;  /* of the next set of samples */
    uint32_t status_ms;      /* when STATUS was last told */
    uint16_t schema;
    uint16_t lost, overruns; /* frames and sets of samples, modulo 65536 */
};

/* Says hello: F9, 79 and STATUS. hal is the port's own and must outlive the node. */
void kl_node_init(struct kl_node *node, struct kl_hal *hal);
/* A bounded piece of work: at most one set of samples and 16 bytes. Returns 0 when there was nothing to do. */
uint8_t kl_node_step(struct kl_node *node);

/* For node.c and answer.c: a frame, or one more lost. Returns 1 when it went out. */
uint8_t kl_node_send(struct kl_node *node, uint8_t command, const uint8_t *body, uint8_t n);
void kl_node_tell_status(struct kl_node *node, uint8_t reason);
void kl_node_configured(struct kl_node *node);
/* A message of the parser, answered. */
void kl_node_answer(struct kl_node *node, enum kl_message message);

#endif
