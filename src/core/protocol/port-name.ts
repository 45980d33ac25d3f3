/** How a serial port is named in the configuration: a path below /dev, usb:VID:PID[:SERIAL], or tcp://host:port. A regular expression. */
export const PORT_NAME =
  '^(/dev/[^\\s]+|usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:[^\\s]+)?|tcp://[^\\s/:]+:[0-9]{1,5}|tcp://\\[[0-9A-Fa-f:]+\\]:[0-9]{1,5})$';
