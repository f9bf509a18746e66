//! Interrupts: the first lets what runs come to a clean end, the second does not wait for it.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

/// Exit code after an interrupt, as shells give it.
pub const INTERRUPTED: u8 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// Listens for interrupts; what is returned is set by the first.
pub fn on_interrupt() -> anyhow::Result<&'static AtomicBool> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })
    .context("cannot listen for interrupts")?;
    Ok(&STOP)
}
