/**
 * What a clause wants (intents) and what its words are for (roles). The order is the model's: append only, and retrain.
 *
 * Intents name what the person wants done, not a service: `on` said of a cover opens it, of a scene activates it. Which service that
 * is follows from the entity (plan/).
 */

export const INTENTS = [
  // devices
  'on', // turn on, switch on, light up, power up
  'off',
  'toggle',
  'open', // covers, valves, locks ("open the front door")
  'close',
  'stop', // a moving cover, a vacuum, a machine
  'set', // an attribute to a value: brightness, colour, temperature, position, speed, volume, mode, a device's own parameter
  'raise', // an attribute up: brighter, warmer, louder, faster
  'lower',
  'lock',
  'unlock',
  'start', // vacuum, mower, machine, pump, coffee: begin its work
  'dock', // vacuum or mower home
  'clean', // clean or vacuum an area
  'activate', // scenes, scripts, modes of the house by name
  'press', // buttons
  'arm',
  'disarm',
  // media
  'play', // resume, or play without saying what
  'pause',
  'next',
  'previous',
  'mute',
  'unmute',
  'search', // play something that is named: content
  // lists, timers, messages
  'todo_add',
  'todo_complete',
  'todo_remove',
  'timer_start',
  'timer_cancel',
  'timer_pause',
  'timer_resume',
  'timer_more',
  'timer_less',
  'timer_left', // question: how long is left
  'announce',
  // needs and moods: "it is too dark in here", "movie time"
  'mood',
  // conversation
  'undo',
  'again',
  'yes',
  'no',
  'correct', // "no, the bedroom", "I meant the other one"
  'nevermind',
  // what is planned, and alerts
  'schedule_list',
  'schedule_cancel',
  'alert_list',
  'alert_why',
  'alert_ack',
  'alert_normal',
  'alert_snooze',
  // questions
  'ask_state', // is the door locked, what is the temperature, how bright is the lamp
  'ask_which', // which lights are on
  'ask_count', // how many windows are open
  'ask_any', // are any doors open
  'ask_all', // are all doors closed
  'ask_compare', // is it warmer upstairs than downstairs, which room is the coldest
  'ask_when', // when did the pump last run
  'ask_since', // how long has the window been open
  'ask_where', // where is Anna, where is the vacuum
  'ask_list', // what is on my shopping list
  'ask_time',
  'ask_date',
  'ask_weather',
  'ask_help',
  // nothing to do
  'statement', // "I turned off the light already", "the kitchen light is nice"
  'forbid', // "don't turn on the light"
  'other', // not for this home
] as const;
export type Intent = (typeof INTENTS)[number];

export const ROLES = [
  'none',
  'action', // the verb and its particle: "turn … on", "switch off", "make"
  'target', // the device or devices: a name or a kind of device
  'area',
  'floor',
  'except', // what is left out, devices and areas alike, with its "except"
  'attribute', // brightness, volume, temperature, the speed
  'value', // 50 %, red, warm white, 21 degrees, high
  'delta', // a bit, by 10 percent, much, half as
  'duration', // how long: for ten minutes, a timer's length
  'time', // when: in ten minutes, at 7 pm, at sunset, tomorrow
  'condition', // when the washing machine is done, if it rains
  'pronoun', // it, them, that one, the other one
  'quantity', // all, every, both, two, any, how many
  'content', // a song, a list's item, a message, a timer's name
  'state', // the state asked for or said: on, open, locked, running
] as const;
export type Role = (typeof ROLES)[number];
