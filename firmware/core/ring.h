/*
 * Rings between one interrupt and one loop: one side only writes `head`, the other only `tail`, and both are single bytes, so no lock is needed.
 * The size is a power of two, at most 256; one place stays empty.
 */
#ifndef KL_RING_H
#define KL_RING_H

#include <stdint.h>

#define KL_RING(type, size)                                                                                                                          \
    struct {                                                                                                                                         \
        volatile uint8_t head, tail;                                                                                                                 \
        type at[size];                                                                                                                               \
    }

#define kl_ring_mask(r) ((uint8_t)(sizeof((r)->at) / sizeof((r)->at[0]) - 1))
#define kl_ring_used(r) ((uint8_t)((uint8_t)((r)->head - (r)->tail) & kl_ring_mask(r)))
#define kl_ring_room(r) ((uint8_t)(kl_ring_mask(r) - kl_ring_used(r)))
/* Place to write to; publish it with kl_ring_push. Look whether there is room first. */
#define kl_ring_slot(r) (&(r)->at[(r)->head])
#define kl_ring_push(r) ((r)->head = (uint8_t)(((r)->head + 1) & kl_ring_mask(r)))
/* Place to read from; give it back with kl_ring_pop. Look whether anything is used first. */
#define kl_ring_peek(r) (&(r)->at[(r)->tail])
#define kl_ring_pop(r) ((r)->tail = (uint8_t)(((r)->tail + 1) & kl_ring_mask(r)))

#endif
