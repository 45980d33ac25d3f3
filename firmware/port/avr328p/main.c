/* Arduino Uno and other boards with an ATmega328P at 16 MHz, on avr-libc alone. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>
#include <util/atomic.h>

#include "adc.h"
#include "gpio.h"
#include "load.h"
#include "node.h"
#include "site_demo.h"
#include "uart.h"

enum { PAINT = 0xC5 };

struct load load;
static struct kl_node node;
static uint8_t cause __attribute__((section(".noinit")));
extern uint8_t _end;

/*
 * Before anything else, also before the stack is used: the stack's room is painted, so that what was never used can be counted;
 * the cause of the reset is kept, and the watchdog stopped, which after its own reset is still running.
 */
void boot(void) __attribute__((naked, used, section(".init3")));
void boot(void)
{
    uint8_t *at = &_end;
    cause = MCUSR & 0x0F; /* power, pin, brown-out, watchdog: the bits of STATUS */
    MCUSR = 0;
    wdt_disable();
    while (at < (uint8_t *)SP)
        *at++ = PAINT;
}

static uint16_t stack_free(void)
{
    const uint8_t *at = &_end;
    while (at < (const uint8_t *)RAMEND && *at == PAINT)
        at++;
    return (uint16_t)(at - &_end);
}

void kl_hal_health(struct kl_hal *hal, struct kl_health *h)
{
    static uint32_t last_ms;
    struct kl_time now;
    uint32_t slept, passed;
    (void)hal;
    kl_hal_now(0, &now);
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        slept = load.slept;
        load.slept = 0;
    }
    passed = now.ms - last_ms;
    last_ms = now.ms;
    /* 80 = a half percent of a millisecond's cycles */
    slept = passed == 0 ? 0 : slept / passed / (CYCLES_PER_MS / 200);
    h->load = passed == 0 ? 255 : slept > 200 ? 0 : (uint8_t)(200 - slept);
    h->cause = cause == 0 ? 0x80 : cause; /* a bootloader has cleared it */
    h->rx_lost = uart_lost();
    h->stack_free = stack_free();
}

static const struct kl_site SITE = {"kinglet/uno", KL_DEMO_CHANNELS, 1000, 3, 10, GPIO_PINS, GPIO_ANALOG, GPIO_ANALOGS};

const struct kl_site *kl_hal_site(struct kl_hal *hal)
{
    (void)hal;
    return &SITE;
}

int main(void)
{
    uart_init();
    adc_init();
    set_sleep_mode(SLEEP_MODE_IDLE);
    wdt_enable(WDTO_1S);
    kl_node_init(&node, 0);
    sei();
    for (;;) {
        wdt_reset();
        if (adc_waiting() != 0 || uart_waiting() != 0) {
            (void)kl_node_step(&node);
            continue;
        }
        cli();
        if (adc_waiting() == 0 && uart_waiting() == 0) {
            load.since = TCNT1;
            load.asleep = 1;
            sleep_enable();
            sei(); /* the instruction after it still runs before any interrupt */
            sleep_cpu();
            sleep_disable();
        }
        sei();
    }
}
