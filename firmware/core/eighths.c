#include "eighths.h"

#include "bands.h"
#include "flash.h"

static const uint16_t STEPS[8] KL_FLASH = KL_EIGHTHS;

uint16_t kl_eighths(uint16_t hi, uint32_t lo)
{
    uint16_t exponent = 31, code, mantissa;
    for (; hi != 0; exponent++) {
        lo = lo >> 1 | (uint32_t)(hi & 1) << 31;
        hi >>= 1;
    }
    for (; !(lo & 0x80000000u); exponent--)
        lo <<= 1;
    /* Bits that were shifted out below the 16 that are kept could not change a comparison with a 16-bit step. */
    mantissa = (uint16_t)(lo >> 16);
    code = (uint16_t)(exponent * 8);
    for (uint8_t k = 0; k < 8 && mantissa >= kl_flash16(&STEPS[k]); k++)
        code++;
    return code;
}
