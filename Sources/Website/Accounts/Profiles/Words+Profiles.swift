import KinoraAccounts

extension Words {
    func picture(_ picture: ProfilePicture) -> String {
        switch picture {
        case .fox: self(.pictureFox)
        case .owl: self(.pictureOwl)
        case .whale: self(.pictureWhale)
        case .cat: self(.pictureCat)
        case .bear: self(.pictureBear)
        case .frog: self(.pictureFrog)
        case .moon: self(.pictureMoon)
        case .sun: self(.pictureSun)
        case .mountain: self(.pictureMountain)
        case .boat: self(.pictureBoat)
        case .cactus: self(.pictureCactus)
        case .robot: self(.pictureRobot)
        }
    }

    /// In the order of the form.
    func faults(_ faults: Set<ProfileFault>) -> [String] {
        ProfileFault.allCases.filter(faults.contains).map { fault in
            switch fault {
            case .name: self(.profileNeedsName, String(Profile.longestName))
            case .picture, .language, .ageLimit, .mobileLines: self(.profileNeedsChoice)
            }
        }
    }
}
