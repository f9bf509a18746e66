//! Weights under training that remember the sum of their values over time.

/// Units of a weight in the file.
const SCALE: i64 = 8;
/// Largest weight while learning: what a byte holds in those units.
const LARGEST: i32 = 15;

/// Weights by their place.
#[derive(Clone)]
pub struct Weights {
    /// Their values: whole while learning, in the file's units once averaged.
    pub now: Vec<i32>,
    total: Vec<i64>,
    since: Vec<u32>,
}

impl Weights {
    /// So many weights, all nothing.
    pub fn new(size: usize) -> Self {
        Weights { now: vec![0; size], total: vec![0; size], since: vec![0; size] }
    }

    /// Changes a weight at a point in time.
    pub fn update(&mut self, at: usize, by: i32, clock: u32) {
        self.total[at] += i64::from(self.now[at]) * i64::from(clock - self.since[at]);
        self.since[at] = clock;
        self.now[at] = (self.now[at] + by).clamp(-LARGEST, LARGEST);
    }

    /// Replaces every weight by its mean up to a point in time.
    pub fn average(&mut self, clock: u32) {
        let clock = i64::from(clock.max(1));
        for ((now, total), since) in self.now.iter_mut().zip(&self.total).zip(&self.since) {
            let total = total + i64::from(*now) * (clock - i64::from(*since));
            *now = ((total * SCALE) as f64 / clock as f64).round().clamp(-127.0, 127.0) as i32;
        }
    }
}
