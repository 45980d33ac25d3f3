/**
 * CRC-16/MCRF4XX: polynomial 0x8408 reflected, begins with 0xFFFF, "123456789" gives 0x6F91. The CRC of MAVLink and of avr-libc's
 * `_crc_ccitt_update`, so that a microcontroller has it for nothing.
 */
export function crc16(bytes: Uint8Array, crc = 0xffff): number {
  for (const byte of bytes) {
    let mixed = (byte ^ crc) & 0xff;
    mixed = (mixed ^ (mixed << 4)) & 0xff;
    crc = ((mixed << 8) | (crc >> 8)) ^ (mixed >> 4) ^ (mixed << 3);
  }
  return crc & 0xffff;
}
