/** Preloaded into every child of a bench: ends it when the bench is gone, even by SIGKILL. */
process.on('disconnect', () => process.exit(0));
// The channel alone must not keep a child alive that has nothing left to do, nor one that was asked to stop.
process.channel?.unref();
