/** Loaded before gateways that are not ours: they end when the bench is gone. */
process.once('disconnect', () => process.exit(0));
