#include "parser.h"

enum { SYSEX = 0xF0, END = 0xF7 };

void kl_parser_reset(struct kl_parser *parser)
{
    parser->command = 0;
    parser->length = 0;
}

/* Data bytes that a command takes: 0 for none, 255 for a command that is not understood. Multi-port commands come without their port. */
static uint8_t wants(uint8_t command)
{
    switch (command) {
    case 0x90:
    case 0xE0:
    case 0xF4:
    case 0xF5:
        return 2;
    case 0xC0:
    case 0xD0:
        return 1;
    case SYSEX:
    case 0xF9:
    case 0xFF:
        return 0;
    default:
        return 255;
    }
}

static uint8_t kind(uint8_t byte)
{
    return byte < 0xF0 ? (uint8_t)(byte & 0xF0) : byte;
}

static enum kl_message begin(struct kl_parser *parser, uint8_t byte)
{
    const uint8_t wanted = wants(kind(byte));
    kl_parser_reset(parser);
    if (byte == 0xF9)
        return KL_ASK_VERSION;
    if (byte == 0xFF)
        return KL_RESET;
    if (wanted == 255) {
        parser->bad++;
        return KL_NOTHING;
    }
    parser->command = byte;
    parser->wanted = wanted;
    parser->got = 0;
    return KL_NOTHING;
}

static enum kl_message finish(struct kl_parser *parser)
{
    const uint8_t command = parser->command, *data = parser->data;
    parser->command = 0;
    parser->number = command < 0xF0 ? command & 0x0F : data[0];
    parser->value = parser->wanted == 1 ? data[0] : command < 0xF0 ? (uint16_t)(data[0] | (uint16_t)data[1] << 7) : data[1];
    switch (kind(command)) {
    case 0x90:
        return KL_DIGITAL;
    case 0xE0:
        return KL_ANALOG_TO;
    case 0xC0:
        return KL_REPORT_ANALOG;
    case 0xD0:
        return KL_REPORT_DIGITAL;
    case 0xF4:
        return KL_SET_MODE;
    default:
        return KL_SET_PIN;
    }
}

static enum kl_message sysex(struct kl_parser *parser, uint8_t byte)
{
    if (byte == END) {
        parser->command = 0;
        if (parser->length > 0)
            return KL_SYSEX;
        parser->bad++;
    } else if (parser->length < KL_SYSEX_MAX) {
        parser->sysex[parser->length++] = byte;
    } else {
        parser->bad++; /* too long: what follows is data without a command, skipped below */
        parser->command = 0;
    }
    return KL_NOTHING;
}

enum kl_message kl_parse(struct kl_parser *parser, uint8_t byte)
{
    if (parser->command == SYSEX && (byte < 0x80 || byte == END))
        return sysex(parser, byte);
    if (byte >= 0x80) {
        if (parser->command != 0)
            parser->bad++;
        if (byte == END && parser->command == 0)
            return KL_NOTHING; /* the end of something that was already counted */
        return begin(parser, byte);
    }
    if (parser->command == 0)
        return KL_NOTHING;
    parser->data[parser->got++] = byte;
    return parser->got < parser->wanted ? KL_NOTHING : finish(parser);
}
