//! What the command line promises, command by command.

mod usage;
