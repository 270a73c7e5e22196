//! simorg
