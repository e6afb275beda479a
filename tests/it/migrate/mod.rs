//! `migrate …` and `recover …` with the real binary, on a simulated store behind HTTP.

mod disk_full;
mod endings;
mod recovery;
mod refusals;
mod requests;
mod way;
