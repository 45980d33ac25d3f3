/** Which topics a device may name. What it names is subscribed to or written to, so a device could otherwise have others speak for it. */
import type { TopicRules } from '../discovery/settings.ts';
import { BRIDGE_DEVICES, TASMOTA } from '../discovery/topic.ts';

const MAX_TOPIC = 512;

const below = (topic: string, prefix: string): boolean => topic === prefix || topic.startsWith(`${prefix}/`);

/** `discovery`: the prefix of announcements. `own`: that of Kinglet's topics. */
export function topicRules(discovery: string, own: string): TopicRules {
  const hears = (topic: string): string | undefined => {
    if (/[+#]/.test(topic)) return 'it has a wildcard in it';
    if (topic.length > MAX_TOPIC || topic.includes('\u0000')) return 'it is too long or holds a null character';
    return below(topic, own) ? "it is one of Kinglet's own" : undefined;
  };
  const sends = (topic: string): string | undefined => {
    if (topic.startsWith('$')) return "it is one of the broker's own";
    if (below(topic, discovery) || TASMOTA.test(topic) || BRIDGE_DEVICES.test(topic)) return 'devices announce themselves there';
    return hears(topic);
  };
  return { hears, sends };
}
