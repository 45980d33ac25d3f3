/* Constant tables that stay in program memory where that is another address space (AVR), and are plain constants elsewhere. */
#ifndef KL_FLASH_H
#define KL_FLASH_H

#include <stdint.h>

#if defined(__AVR__)
#include <avr/pgmspace.h>
#define KL_FLASH PROGMEM
#define kl_flash8(at) pgm_read_byte(at)
#define kl_flash16(at) pgm_read_word(at)
#define kl_flash32(at) pgm_read_dword(at)
#else
#define KL_FLASH
#define kl_flash8(at) (*(const uint8_t *)(at))
#define kl_flash16(at) (*(const uint16_t *)(at))
#define kl_flash32(at) (*(const uint32_t *)(at))
#endif

#endif
