#include <string.h>

#include "check.h"
#include "ring.h"
#include "wire.h"

static uint16_t crc_of(const char *text)
{
    uint16_t crc = 0xFFFF;
    for (; *text; text++)
        crc = kl_crc16(crc, (uint8_t)*text);
    return crc;
}

static void check_value(void)
{
    CHECK_EQ(crc_of("123456789"), 0x6F91);
    CHECK_EQ(crc_of(""), 0xFFFF);
}

static void every_length_comes_back(void)
{
    for (uint8_t n = 1; n <= KL_BODY_MAX; n++) {
        uint8_t body[KL_BODY_MAX], wire[KL_WIRE_MAX], size, length = 0;
        for (uint8_t i = 0; i < n; i++)
            body[i] = (uint8_t)(i * 37 + n);
        body[0] = KL_WIRE_VERSION;
        size = kl_frame(wire, KL_STATUS, body, n);
        CHECK_EQ(size, 3 + ((n + 2) * 8 + 6) / 7);
        for (uint8_t i = 1; i < size - 1; i++)
            CHECK(wire[i] < 0x80);
        CHECK_EQ(kl_open(KL_STATUS, wire + 2, (uint8_t)(size - 3), &length), KL_OPEN_OK);
        CHECK_EQ(length, n);
        CHECK(memcmp(body, wire + 2, n) == 0);
    }
    CHECK_EQ(kl_frame(NULL, KL_STATUS, NULL, KL_BODY_MAX + 1), 0);
}

static void each_single_bit_is_noticed(void)
{
    uint8_t body[48] = {KL_WIRE_VERSION, 1, 2, 3, 250, 251, 252}, good[KL_WIRE_MAX], wire[KL_WIRE_MAX], length;
    const uint8_t size = kl_frame(good, KL_FEATURES, body, sizeof body);
    CHECK_EQ(size, 61);
    for (uint8_t i = 2; i < size - 1; i++)
        for (uint8_t bit = 0; bit < 7; bit++) {
            memcpy(wire, good, sizeof wire);
            wire[i] ^= (uint8_t)(1u << bit);
            CHECK(kl_open(KL_FEATURES, wire + 2, (uint8_t)(size - 3), &length) != KL_OPEN_OK);
        }
}

/* Lines of golden/frames.txt: direction, ok or reason, hex, name. What was written from the page by other hands must open, or be refused for the same reason, here. */
static void golden(void)
{
    static const char *const reasons[] = {"ok", "packing", "crc", "version"};
    char direction[8], reason[16], hex[2 * KL_WIRE_MAX + 2], name[160];
    int lines = 0;
    FILE *file = fopen("test/golden/frames.txt", "r");
    CHECK(file != NULL);
    if (file == NULL)
        return;
    while (fscanf(file, "%7s %15s %129s %159[^\n]", direction, reason, hex, name) == 4) {
        uint8_t wire[KL_WIRE_MAX], again[KL_WIRE_MAX], length = 0, command;
        const uint8_t n = (uint8_t)(strlen(hex) / 2);
        enum kl_open open, wanted = KL_OPEN_OK; /* length, value and schema are looked at later */
        lines++;
        for (uint8_t i = 0; i < n; i++) {
            unsigned byte = 0;
            CHECK(sscanf(hex + 2 * i, "%2x", &byte) == 1);
            wire[i] = (uint8_t)byte;
        }
        for (int i = 0; i < 4; i++)
            if (strcmp(reason, reasons[i]) == 0)
                wanted = (enum kl_open)i;
        command = wire[1];
        open = kl_open(command, wire + 2, (uint8_t)(n - 3), &length);
        if (open != wanted)
            fprintf(stderr, "%s: %d\n", name, open);
        CHECK_EQ(open, wanted);
        if (open == KL_OPEN_OK) {
            char back[2 * KL_WIRE_MAX + 1] = "";
            const uint8_t size = kl_frame(again, command, wire + 2, length);
            for (uint8_t i = 0; i < size; i++)
                sprintf(back + 2 * i, "%02x", again[i]);
            CHECK(strcmp(back, hex) == 0);
        }
    }
    fclose(file);
    CHECK(lines > 30);
}

static void ring(void)
{
    static KL_RING(uint8_t, 256) r;
    static KL_RING(uint16_t, 8) small;
    CHECK_EQ(kl_ring_room(&r), 255);
    CHECK_EQ(kl_ring_room(&small), 7);
    for (int round = 0; round < 1000; round++) {
        *kl_ring_slot(&r) = (uint8_t)round;
        kl_ring_push(&r);
        *kl_ring_slot(&small) = (uint16_t)round;
        kl_ring_push(&small);
        if (round % 3 == 2)
            for (int i = 0; i < 3; i++) {
                CHECK_EQ(*kl_ring_peek(&r), (uint8_t)(round - 2 + i));
                CHECK_EQ(*kl_ring_peek(&small), round - 2 + i);
                kl_ring_pop(&r);
                kl_ring_pop(&small);
            }
    }
    CHECK_EQ(kl_ring_used(&r), 1);
}

int main(void)
{
    TEST(check_value, "the CRC is CRC-16/MCRF4XX");
    TEST(every_length_comes_back, "a frame of any length opens to what was put in, and has no byte above 7F inside");
    TEST(each_single_bit_is_noticed, "no single bit of a feature frame can turn unnoticed");
    TEST(golden, "golden frames open, are refused for the right reason, and are made again to the byte");
    TEST(ring, "rings keep order past their end, also with all 256 places");
    return check_end();
}
