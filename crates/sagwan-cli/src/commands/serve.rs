//! `sagwan serve` and `sagwan token`: the reading room, and who may write in it.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use sagwan_ledger::Ledger;

use super::{LedgerFile, Rules};
use crate::web;

/// Arguments of `sagwan serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    addr: SocketAddr,
    /// Requests a second that one client may make, twice that in one go; 0 for no limit. Without it: no limit on loopback,
    /// 50 elsewhere
    #[arg(long, value_name = "REQUESTS")]
    rate: Option<u32>,
    /// A name that it may be asked by, besides localhost and addresses in numbers; several may be given. Other names are refused
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    #[command(flatten)]
    rules: Rules,
}

/// Serves until interrupted.
pub fn run(arguments: &ServeArguments) -> anyhow::Result<ExitCode> {
    // Brings a ledger of an older schema up to date, and names a fault before anybody asks.
    drop(Ledger::open(arguments.ledger.path())?);
    let reader = arguments.rules.reader()?;
    web::serve(
        arguments.ledger.path().to_owned(),
        arguments.addr,
        arguments.rate,
        web::Hosts::new(&arguments.host),
        reader,
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `sagwan token`.
#[derive(Debug, Args)]
pub struct TokenArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Let nobody write any more
    #[arg(long)]
    revoke_all: bool,
}

/// Makes a token and prints it; it is shown this once.
pub fn token(arguments: &TokenArguments) -> anyhow::Result<ExitCode> {
    let mut ledger = Ledger::open(arguments.ledger.path())?;
    if arguments.revoke_all {
        anstream::eprintln!("sagwan: {} tokens revoked", ledger.revoke_tokens()?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut chance = [0u8; 32];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut chance))
        .context("this system gives no chance to make a token from")?;
    let token: String = chance.iter().map(|byte| format!("{byte:02x}")).collect();
    ledger.allow_token(&token)?;
    writeln!(std::io::stdout(), "{token}")?;
    Ok(ExitCode::SUCCESS)
}
