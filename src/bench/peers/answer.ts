/** Answers whatever the bench asks over the channel, and stays alive to do so. */
export function answer(reply: () => object): void {
  process.on('message', () => process.send?.(reply()));
  process.channel?.ref(); // the leash let go of it
}
