#include "board.h"

#include <string.h>

#include "site_demo.h"

void kl_hal_now(struct kl_hal *hal, struct kl_time *time)
{
    const struct board *board = hal->board;
    const uint64_t us = (board->ticks - board->born) * board->site.period_us;
    time->ms = (uint32_t)(us / 1000);
    time->us = (uint16_t)(us % 1000);
}

uint8_t kl_hal_sample(struct kl_hal *hal, int16_t *samples, uint8_t *skipped)
{
    struct board *board = hal->board;
    if (!board->set_ready)
        return 0;
    memcpy(samples, board->set, sizeof board->set);
    board->set_ready = 0;
    *skipped = 0;
    return 1;
}

int16_t kl_hal_read(struct kl_hal *hal)
{
    struct board *board = hal->board;
    int16_t byte;
    if (kl_ring_used(&board->rx) == 0)
        return -1;
    byte = *kl_ring_peek(&board->rx);
    kl_ring_pop(&board->rx);
    return byte;
}

uint8_t kl_hal_write(struct kl_hal *hal, const uint8_t *bytes, uint8_t n)
{
    struct board *board = hal->board;
    if (kl_ring_room(&board->tx) < n)
        return 0;
    for (uint8_t i = 0; bytes != NULL && i < n; i++) {
        *kl_ring_slot(&board->tx) = bytes[i];
        kl_ring_push(&board->tx);
    }
    return 1;
}

/* An Uno's pins: 0 and 1 are the serial port, 14..19 also analog, 3 5 6 9 10 11 also pwm. */
static int16_t modes(uint8_t pin)
{
    int16_t can = 1 << KL_INPUT | 1 << KL_OUTPUT | 1 << KL_PULLUP;
    if (pin < 2 || pin >= HOST_PINS)
        return 0;
    if (pin >= HOST_ANALOG)
        can |= 1 << KL_ANALOG;
    if (pin == 3 || pin == 5 || pin == 6 || pin == 9 || pin == 10 || pin == 11)
        can |= 1 << KL_PWM;
    return can;
}

int16_t kl_hal_pin(struct kl_hal *hal, uint8_t number, enum kl_pin_do what, int16_t value)
{
    struct board *board = hal->board;
    if (what == KL_PIN_MODES)
        return modes(number);
    if (modes(number) == 0)
        return -1;
    switch (what) {
    case KL_PIN_MODE:
        board->mode[number] = (uint8_t)value;
        if (value == KL_PULLUP)
            board->level[number] = 1;
        return 0;
    case KL_PIN_WRITE:
    case KL_PIN_DUTY:
        board->level[number] = (uint8_t)value;
        return 0;
    case KL_PIN_COUNT: {
        /* The first analog pins are the channels; the others stand still. */
        const uint8_t channel = (uint8_t)(number - HOST_ANALOG);
        return number < HOST_ANALOG ? -1 : channel < board->site.channels ? board->set[channel] : (int16_t)(100 * channel);
    }
    default:
        return board->level[number];
    }
}

void kl_hal_health(struct kl_hal *hal, struct kl_health *h)
{
    const struct board *board = hal->board;
    h->cause = board->cause;
    h->load = 255;
    h->rx_lost = board->rx_lost;
    h->stack_free = 65535;
}

void board_init(struct board *board, uint16_t period_us, uint64_t seed, const char *name)
{
    const struct kl_site site = {name, KL_DEMO_CHANNELS, period_us, 3, 10, HOST_PINS, HOST_ANALOG, HOST_ANALOGS};
    memset(board, 0, sizeof *board);
    board->site = site;
    board->hal.board = board;
    board->baud = 115200;
    board->up.rng.state = seed + 1;
    board->down.rng.state = seed + 2;
    kl_source_init(&board->source, 1e6 / period_us, seed);
}

const struct kl_site *kl_hal_site(struct kl_hal *hal)
{
    return &hal->board->site;
}

static void start(struct board *board)
{
    board->born = board->ticks;
    board->booting = 0;
    kl_node_init(&board->node, &board->hal);
}

void board_reset(struct board *board, uint8_t cause)
{
    const uint8_t first = board->ticks == 0;
    board->cause = cause;
    board->tx.head = board->tx.tail = 0; /* what was on its way is cut in the middle */
    board->rx.head = board->rx.tail = 0;
    board->set_ready = 0;
    board->rx_lost = 0;
    memset(board->level, 0, sizeof board->level);
    memset(board->mode, 0, sizeof board->mode);
    if (first)
        start(board);
    else
        board->booting = (uint32_t)(HOST_BOOT_MS * 1000u / board->site.period_us);
}

uint16_t board_wants(struct board *board)
{
    const double most = board->baud / 10.0 * board->site.period_us * 1e-6;
    board->down_credit += most;
    if (board->down_credit > most + 1)
        board->down_credit = most + 1;
    return (uint16_t)board->down_credit;
}

void board_hear(struct board *board, uint8_t byte)
{
    uint8_t heard[2];
    const uint8_t n = kl_faults_pass(&board->down, byte, heard);
    board->down_credit -= 1;
    if (board->booting > 0)
        return;
    for (uint8_t i = 0; i < n; i++) {
        if (kl_ring_room(&board->rx) == 0) {
            board->rx_lost++;
            continue;
        }
        *kl_ring_slot(&board->rx) = heard[i];
        kl_ring_push(&board->rx);
    }
}

static void speak(struct board *board)
{
    uint8_t bytes[512];
    uint16_t n = 0;
    for (board->up_credit += board->baud / 10.0 * board->site.period_us * 1e-6; board->up_credit >= 1 && n < 500; board->up_credit -= 1) {
        if (kl_ring_used(&board->tx) == 0) {
            board->up_credit = 0;
            break;
        }
        n = (uint16_t)(n + kl_faults_pass(&board->up, *kl_ring_peek(&board->tx), bytes + n));
        kl_ring_pop(&board->tx);
    }
    if (n > 0)
        board->out(board->to, bytes, n);
}

void board_tick(struct board *board)
{
    kl_source_step(&board->source, board->set);
    if (board->booting > 0) {
        if (--board->booting == 0)
            start(board);
    } else {
        board->set_ready = 1;
        do {
        } while (kl_node_step(&board->node));
    }
    speak(board);
    board->ticks++;
}
