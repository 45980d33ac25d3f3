/*
 * Kinglet for boards of the Arduino IDE (RP2040, ESP32, SAMD, also AVR). Compiled by you, not by this project's CI.
 *
 *     make -C firmware arduino        copies this sketch and the core to firmware/build/arduino/Kinglet; open that folder in the IDE
 *
 * Adapt the four lines below. Sampling is by polling micros(): if loop() is held up by something else, samples are lost and counted.
 */
extern "C" {
#include "src/core/node.h"
#include "src/core/ring.h"
}

static const uint8_t CHANNEL_PINS[] = {A0, A1, A2};
static const uint8_t PIN_COUNT = NUM_DIGITAL_PINS < KL_PINS ? NUM_DIGITAL_PINS : KL_PINS;
static const uint16_t PERIOD_US = 1000;
static const struct kl_channel_site CHANNELS[] = {
    {9.80665f / 93.0f, 512, KL_ACCELERATION, "x", "m/s2"},
    {9.80665f / 93.0f, 512, KL_ACCELERATION, "y", "m/s2"},
    {9.80665f / 93.0f, 512, KL_ACCELERATION, "z", "m/s2"},
};

static const uint8_t CHANNEL_COUNT = sizeof CHANNEL_PINS;
static const struct kl_site SITE = {"kinglet/arduino", CHANNELS, PERIOD_US, CHANNEL_COUNT, 10, PIN_COUNT, 255, 0};

struct kl_hal {
    KL_RING(uint8_t, 256) tx;
    uint32_t sampled_us; /* when the last set was due */
    uint32_t wraps, last_us;
    uint64_t start_us; /* the board's time begins with its sampling */
};
static struct kl_hal hal;
static struct kl_node node;

/* micros() wraps after 71 minutes; the board's time does not. */
static uint64_t now_us()
{
    const uint32_t us = micros();
    if (us < hal.last_us)
        hal.wraps++;
    hal.last_us = us;
    return (uint64_t)hal.wraps << 32 | us;
}

extern "C" const struct kl_site *kl_hal_site(struct kl_hal *)
{
    return &SITE;
}

extern "C" void kl_hal_now(struct kl_hal *h, struct kl_time *time)
{
    const uint64_t us = now_us() - h->start_us;
    time->ms = (uint32_t)(us / 1000);
    time->us = (uint16_t)(us % 1000);
}

extern "C" uint8_t kl_hal_sample(struct kl_hal *h, int16_t *samples, uint8_t *skipped)
{
    uint32_t late = (uint32_t)micros() - h->sampled_us;
    if (late < PERIOD_US)
        return 0;
    *skipped = 0;
    for (; late >= 2ul * PERIOD_US && *skipped < 255; late -= PERIOD_US) {
        h->sampled_us += PERIOD_US;
        (*skipped)++;
    }
    h->sampled_us += PERIOD_US;
    for (uint8_t i = 0; i < CHANNEL_COUNT; i++)
        samples[i] = (int16_t)(analogRead(CHANNEL_PINS[i]) & 1023);
    return 1;
}

extern "C" int16_t kl_hal_read(struct kl_hal *)
{
    return (int16_t)Serial.read();
}

extern "C" uint8_t kl_hal_write(struct kl_hal *h, const uint8_t *bytes, uint8_t n)
{
    if (kl_ring_room(&h->tx) < n)
        return 0;
    for (uint8_t i = 0; bytes != 0 && i < n; i++) {
        *kl_ring_slot(&h->tx) = bytes[i];
        kl_ring_push(&h->tx);
    }
    return 1;
}

extern "C" int16_t kl_hal_pin(struct kl_hal *, uint8_t pin, enum kl_pin_do what, int16_t value)
{
    /* Left alone: the first two pins, which are the serial port on many boards, and the channels. */
    bool taken = pin < 2 || pin >= PIN_COUNT;
    for (uint8_t i = 0; i < CHANNEL_COUNT; i++)
        taken = taken || pin == CHANNEL_PINS[i];
    if (what == KL_PIN_MODES)
        return taken ? 0 : (int16_t)(1 << KL_INPUT | 1 << KL_OUTPUT | 1 << KL_PWM | 1 << KL_PULLUP);
    if (taken)
        return -1;
    switch (what) {
    case KL_PIN_MODE:
        pinMode(pin, value == KL_INPUT ? INPUT : value == KL_PULLUP ? INPUT_PULLUP : OUTPUT);
        return 0;
    case KL_PIN_WRITE:
        digitalWrite(pin, value ? HIGH : LOW);
        return 0;
    case KL_PIN_DUTY:
        analogWrite(pin, value);
        return 0;
    case KL_PIN_READ:
        return digitalRead(pin) == HIGH;
    default:
        return -1;
    }
}

extern "C" void kl_hal_health(struct kl_hal *, struct kl_health *health)
{
    health->rx_lost = 0;
    health->stack_free = 65535;
    health->load = 255;
    health->cause = 0x80;
}

void setup()
{
    Serial.begin(115200);
#if defined(ARDUINO_ARCH_RP2040) || defined(ARDUINO_ARCH_ESP32) || defined(ARDUINO_ARCH_SAMD)
    analogReadResolution(10);
#endif
    hal.start_us = now_us();
    hal.sampled_us = (uint32_t)hal.start_us - PERIOD_US; /* sample 0 is due now */
    kl_node_init(&node, &hal);
}

void loop()
{
    (void)now_us();
    (void)kl_node_step(&node);
    while (kl_ring_used(&hal.tx) > 0 && Serial.availableForWrite() > 0) {
        Serial.write(*kl_ring_peek(&hal.tx));
        kl_ring_pop(&hal.tx);
    }
}
