/**
 * A heating that does not heat: it gets colder by degrees while the target stays what it was; target and actual value are the two numbers a
 * heating engineer asks for first. A target that was lowered is somebody saving energy, a quick fall with
 * fresh air an open window.
 */
import { type Cause, clue, isGradual, isSudden } from './scene.ts';

const TARGET = /\b(?:set ?point|target|desired|thermostat set|set temperature|temperature set)\b/;
const HEATING = /\b(?:heating|heater|boiler|thermostat|radiator|trv|furnace|heat pump|underfloor|climate|hvac)\b/;
const COLD = /\b(?:freezer|fridge|refrigerator|cooler|cold|air conditioner|outdoor|outside|weather|balcony|garden)\b/;

export const heatingFailure: Cause = {
  id: 'heating-failure',
  prior: -2,
  look(scene) {
    const colder = scene.all('temperature', 'down').filter(({ sensor }) => !TARGET.test(sensor.name.toLowerCase()));
    const [coldest] = colder;
    if (!coldest || scene.says(COLD)) return undefined;
    const target = scene.sibling(TARGET);
    const heats = scene.working('power');
    const wanted = target !== undefined && target.high === target.low && target.value > coldest.value;
    return {
      text: 'the heating has failed',
      clues: [
        clue(wanted, 2, 'the target has not been lowered'),
        clue(target !== undefined && target.value <= coldest.value, -3, 'it is still above its target'),
        clue(scene.went(TARGET, 'down') !== undefined, -4, 'the target was lowered'),
        clue(scene.says(HEATING), 0.8, 'it belongs to a heating'),
        clue(isGradual(coldest), 0.4, 'it gets colder by degrees'),
        clue(colder.length > 1, 0.6, 'several temperatures fall'),
        clue(heats === false || scene.went('power', 'down') !== undefined, 1, 'it takes less power than usual'),
        clue(scene.went(/\b(?:valve|demand|position)\b/, 'up') !== undefined, 0.8, 'its valve has opened further'),
        clue(isSudden(coldest), -1.2, 'it got colder at once'),
        clue(scene.went('co2', 'down') !== undefined, -1.5, 'fresh air came in'),
        clue(scene.contactOpen, -2, 'a contact says open'),
      ],
    };
  },
};
