import KinoraMedia

/// Hears of every piece of a package that is served; answered by whoever wants to know whether somebody watches.
package protocol ServingWitness: Sendable {
    /// Called for each request that is answered; returns at once.
    func served(_ package: PackageID)
}
