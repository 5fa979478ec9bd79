import KinoraKernel

/// How much room a plan takes on the disk, in bytes, while it is carried out: the package, and the parts that wait to be appended to it.
enum SpaceNeeded {
    /// Films stay well below their peaks on average.
    private static let usualShare = 0.6
    /// Samples may have been of quiet stretches.
    private static let doubt = 1.5
    /// What parts in progress take beside the package.
    private static let parts = 1.1

    /// What is still to be written when some parts stand already. Blocks.
    static func by(_ plan: Plan, in work: WorkFolder) throws -> Int64 {
        try max(0, by(plan) - FileTree.size(of: work.path))
    }

    /// A lack of room in numbers, told of the data folder: what lies below it means nothing to the owner. Blocks.
    static func trouble(in folders: DataFolders, work: WorkFolder, reserve: Int64) throws -> Trouble {
        // Before there is a plan only what must stay free is known.
        let needed = try (work.keptPlan().map { try by($0, in: work) } ?? 0) + reserve
        let free = try FileTree.freeSpace(at: folders.root)
        return free < needed ? .notEnoughSpace(needed: needed, free: free, folder: folders.root) : .diskFull(folder: folders.root)
    }

    static func by(_ plan: Plan) -> Int64 {
        let pictures = plan.encodedRungs.reduce(0.0) { sum, rung in
            let usual = Double(rung.peakRate) * usualShare
            return sum + (rung.expectedRate.map { min(usual, Double($0) * doubt) } ?? usual)
        }
        let sounds = Double(plan.audio.reduce(0) { $0 + $1.bitRate(plan.settings) })
        let encoded = (pictures + sounds) * plan.duration / 8
        let copied = plan.copiedRung == nil ? 0 : Double(plan.stamp.size)
        return Int64((encoded + copied) * parts)
    }

    /// - Throws: `Trouble.notEnoughSpace`, with numbers.
    static func check(_ needed: Int64, in folder: String, reserve: Int64) throws {
        let free = try FileTree.freeSpace(at: folder)
        if free < needed + reserve { throw Trouble.notEnoughSpace(needed: needed + reserve, free: free, folder: folder) }
    }
}
