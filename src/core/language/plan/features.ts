/**
 * `supported_features` of Home Assistant: the `*EntityFeature` enumerations of homeassistant/components/<domain>/const.py
 * (of media_player, fan, climate … alike). Only the bits that planning asks for.
 */
export const COVER = { setPosition: 4, stop: 8, openTilt: 16, closeTilt: 32, stopTilt: 64, setTilt: 128, open: 1, close: 2 } as const;
export const VALVE = { open: 1, close: 2, setPosition: 4, stop: 8 } as const;
export const FAN = { setSpeed: 1, oscillate: 2, direction: 4, preset: 8 } as const;
/** 64 was AUX_HEAT. */
export const CLIMATE = {
  temperature: 1,
  temperatureRange: 2,
  humidity: 4,
  fanMode: 8,
  preset: 16,
  swing: 32,
  swingHorizontal: 512,
} as const;
export const WATER_HEATER = { temperature: 1, operationMode: 2, awayMode: 4, onOff: 8 } as const;
export const HUMIDIFIER = { modes: 1 } as const;
export const MEDIA = {
  pause: 1,
  volumeSet: 4,
  volumeMute: 8,
  previous: 16,
  next: 32,
  turnOn: 128,
  turnOff: 256,
  playMedia: 512,
  volumeStep: 1024,
  source: 2048,
  stop: 4096,
  play: 16384,
  shuffle: 32768,
  soundMode: 65536,
  repeat: 262144,
} as const;
export const VACUUM = {
  pause: 4,
  stop: 8,
  returnHome: 16,
  fanSpeed: 32,
  locate: 512,
  cleanSpot: 1024,
  start: 8192,
  cleanArea: 16384,
} as const;
export const LAWN_MOWER = { start: 1, pause: 2, dock: 4 } as const;
export const LOCK = { open: 1 } as const;
export const TODO = { create: 1, delete: 2, update: 4 } as const;
export const ALARM = { home: 1, away: 2, night: 4, customBypass: 16, vacation: 32 } as const;
export const SIREN = { volume: 8 } as const;
export const CAMERA = { onOff: 1 } as const;
export const UPDATE = { install: 1 } as const;
