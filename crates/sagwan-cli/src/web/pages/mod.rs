//! One file per view.

pub mod actor;
pub mod article;
pub mod calendar;
pub mod differences;
pub mod map;
pub mod network;
pub mod occasion;
pub mod review;
pub mod search;
pub mod statements;
pub mod timeline;
pub mod today;
pub mod trips;
pub mod try_it;
