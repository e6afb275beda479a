//! `migrate …` and `recover …` with the real binary, on a simulated store behind HTTP.

mod way;
