/** How names, lists and values are said. */
import { describe, expect, it } from 'vitest';
import {
  aOrAn,
  isPlural,
  listed,
  sayEntity,
  sayIn,
  sayNumber,
  sayPosition,
  saySpan,
  sayWhite,
  withArticle,
  withUnit,
} from '../../../../src/core/language/reply/index.ts';
import { entity, house, thing } from './house.ts';

describe('a name inside a sentence', () => {
  it.each([
    ['a title becomes common words', 'Kitchen Light', 'the kitchen light'],
    ['capitals written on purpose stay', 'TV', 'the TV'],
    ['and within a word', 'EcoBee', 'the EcoBee'],
    ['a brand keeps its capital', 'Sonos One', 'the Sonos One'],
    ['what follows a brand is common', 'Hue Lamp', 'the Hue lamp'],
    ['an article is not doubled', 'The Beast', 'the beast'],
    ['an owner takes no article', "Anna's Lamp", "Anna's lamp"],
    ['owners who are no names do', "Kids' Room Light", "the kids' room light"],
    ['mine is yours', 'My Lamp', 'your lamp'],
    ['a code is a name', 'P-101', 'P-101'],
    ['a code after a noun stays as written', 'Pump P-101', 'the pump P-101'],
    ['shouting is lowered', 'KITCHEN Light', 'the kitchen light'],
    ['a name of nothing', ' \u0000 ', 'a device without a name'],
    ['lines and control characters are flattened', 'Lamp\n\u0007{{ states }}', 'the lamp {{ states }}'],
  ])('%s', (_, name, said) => expect(withArticle(name)).toBe(said));

  it('is short, however long the device thinks it is called', () => expect(withArticle('x'.repeat(5_000)).length).toBeLessThan(70));

  it('adds the room where two are called the same', () => {
    expect(sayEntity(entity('light.ceiling_bed'), house)).toBe('the ceiling light in the bedroom');
    expect(sayEntity(entity('light.kitchen'), house)).toBe('the kitchen light');
  });
  it('is a person without an article', () => expect(sayEntity(entity('person.anna'), house)).toBe('Anna'));
  it('is the id where there is no name', () => expect(sayEntity(thing('light.porch_lamp', '', undefined, 'on'))).toBe('the porch lamp'));
});

describe('places, lists and values', () => {
  it.each([
    ['Kitchen', 'in the kitchen'],
    ['Ground Floor', 'on the ground floor'],
    ['Upstairs', 'upstairs'],
    ["Anna's Room", "in Anna's room"],
    ['Room 101', 'in room 101'],
    ['Terrace', 'on the terrace'],
  ])('%s is %s', (name, said) => expect(sayIn({ name })).toBe(said));

  it.each<[readonly string[], string]>([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [[...'ABCDEF'], 'A, B, C, D, E and F'],
    [[...'ABCDEFGHIJ'], 'A, B, C and 7 more'],
  ])('%j is listed as %s', (items, said) => expect(listed(items)).toBe(said));

  it.each([
    [withUnit(sayNumber('21.5'), '°C'), '21.5 °C'],
    [withUnit(sayNumber('21.50'), 'C'), '21.50 °C'],
    [withUnit(sayNumber(55), '%'), '55 %'],
    [sayNumber('21.4567891'), '21.46'],
    [sayNumber(0.1 + 0.2), '0.3'],
    [sayPosition(50), 'half open (50 %)'],
    [sayPosition(30), '30 % open'],
    [sayWhite(2700), 'warm white (2700 K)'],
    [saySpan(270), '4 minutes and 30 seconds'],
    [saySpan(7_200), '2 hours'],
    [saySpan(0), 'less than a second'],
    [aOrAn('oven'), 'an oven'],
    [aOrAn('unit'), 'a unit'],
    [aOrAn('heater'), 'a heater'],
  ])('says %s', (said, expected) => expect(said).toBe(expected));

  it.each([
    ['Living Room Lights', true],
    ['Blinds', true],
    ['Glass', false],
    ['Kitchen Light', false],
    ['Bus', false],
  ])('%s: more than one? %s', (name, many) => expect(isPlural(name)).toBe(many));
});
