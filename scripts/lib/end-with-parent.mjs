// Loaded before a child's own program: when the process that started it dies, however that was, the child ends
// in its orderly way.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
