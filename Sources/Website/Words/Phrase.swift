/// Everything the website says, by what it is for. A language is complete when it has a text for each; `{}` stands for what is filled in.
enum Phrase: String, CaseIterable {
    // The frame
    case languageTag, siteName, siteClaim, skipToContent, navigation, home, films, series, preparation, search, searchLabel, searchHint
    case footer, previous, next, back

    // Home
    case newHere, featured, play, details, seeAll
    case nothingYet, nothingYetPreparing, nothingYetOnePreparing, putFilmsInto, watchPreparation, rowBack, rowOn

    // Directories and search
    case orderBy, orderTitle, orderNewest, orderYear, allGenres, genre, noTitlesHere, pageOf, oneTitle, manyTitles, pages
    case searchTitle, resultsFor, nothingFound, nothingFoundAdvice, searchInvitation, foundInstead, people, suggestions
    case orderRating, orderLength, filters, filterDecade, filterCountry, filterLanguage, filterLength, filterAge, filterAny
    case filterUnwatched, filterShow, filterClear, decade, fromAge, withCount, lengthShort, lengthMedium, lengthLong, lengthVeryLong

    // People
    case personDirected, personWrote, personPlayed, playsFigure, portraitOf

    // Titles
    case posterOf, minutes, hours, hoursAndMinutes, directedBy, writtenBy, cast, actsAs, originalTitle, audio, subtitles, countries
    case versions, versionPlain, originalMissing, season, specials, oneSeason, manySeasons, oneEpisode, manyEpisodes, episodes, playFirst
    case episodeCode, episodesCode, number, unknownLanguage, seasons, lines, length, facts, otherSeasons, titleUnknown
    case extras, extraTrailer, extraFeaturette, extraBehindTheScenes, extraInterview, extraDeletedScene, extraScene, extraClip, extraShort
    case extraOther
    case earlyFirst, earlyBeginning, earlyLeft, earlyReady, earlyMark, earlyOnBoard

    // Watching
    case playingNeedsJavaScript, nextEpisode

    // What was watched, and whether one may
    case dashboard, dashboardFree, dashboardTight, dashboardWatching, dashboardNobody, dashboardTrends, dashboardRoom, dashboardHours
    case dashboardTitles
    case editTitle, editThis, editLead, editFault, editFrom, editAutomatic, editDate, editDateHint, editTagline, editPlot, editGenres
    case editStudios, editTags, editCertificate, editAge, editCollection, editDirectors, editWriters, editActors, editListHint
    case editActorsHint, originOwner, originNFO, originFile, originTags, originTMDB, originOMDb, originFrame, originName
    case myList, listEmpty, listAdd, listRemove, listAddThis, listRemoveThis
    case continueWatching, history, historyIsOff, historyEmpty, historyRemove, historyRemoveThis, historyClear, historyGone
    case watchedShare, watchedWhole, markWatched, markUnwatched, markThisWatched, markThisUnwatched, timeLeft
    case cannotPlayNow, denialTooYoung, denialNotListed, denialNotYet, denialNoLonger, denialNotPaid, denialRole, denialOneStream,
        denialTooManyStreams

    // What is recommended, and why
    case rowForYou, rowBecauseYouWatched, rowMoreBy, rowPopularWithPeopleLikeYou, rowNewAndLikelyYours, rowRediscover, moreLikeThis
    case reasonWatchedNext, reasonWatchedAlso, reasonDirector, reasonWriter, reasonActor, reasonCollection, reasonCountry, reasonLike
    case reasonYears, reasonPopular, reasonNew, reasonQuiet, whyThis, notForMe, forMeAfterAll
    case reasonAsked, pathAsked
    case taste, tasteLead, tasteOff, tasteTurnOff, tasteTurnOn, tasteNotYet, tasteOfOne, tasteOfMany, tasteNothing, tasteGenres, tastePeople
    case tasteTitles, tasteTitlesLead, tasteSetAside, tasteNotForMe, tasteMore, tasteLess, tasteForget, tasteTakeBack, tasteMoreThis
    case tasteLessThis, tasteForgetThis, tasteTakeBackThis, tasteSaidMore, tasteSaidLess, tasteSaidForget, tasteVeryMuch, tasteMuch
    case tasteSome, tasteLittle, tasteFrom, tasteAndMore, tasteUnused, tasteUnusedThis, tasteUseAgain, tasteUseAgainThis, tasteAfterAllThis
    case tasteGone, tasteHistory, tasteHistoryLead, tasteWeight
    case graph, graphAround, graphLead, graphToTitle, graphHas, graphNothing, graphWeight, graphAlso, graphDirector, graphWriter, graphActor
    case graphCollection, graphTag
    case recommended, recommendedLead, recommendedNothing, recommendedWeek, recommendedMonth, recommendedAll, recommendedRow
    case recommendedShown, recommendedOpened, recommendedStarted, recommendedFinished, rowsBecauseYouWatched, rowsMoreBy
    case collections, collectionsNone, oneCollection, manyCollections
    case homeRows, homeRowsLead, homeRowAdd, homeRowAddButton, homeRowKind, homeRowCollection, homeRowTitles, homeRowTitlesHint
    case homeRowHeading, homeRowFromField, homeRowUntilField, homeRowReset, homeRowResetButton, homeRowHidden, homeRowOwn, homeRowFrom
    case homeRowUntil, homeRowUp, homeRowDown, homeRowShow, homeRowHide, homeRowRemove, homeRowUpThis, homeRowDownThis, homeRowShowThis
    case homeRowHideThis, homeRowRemoveThis, homeRowRecommended, homeRowGenres, homeRowFaultHeading, homeRowFaultTitle, homeRowFaultNoTitles
    case homeRowFaultNoHeading, homeRowFaultSubject, homeRowFaultDay, homeRowFaultOrder
    case pathYou, pathNext, pathAlso, pathDirector, pathWriter, pathActor, pathCountry, pathYears, pathMany, pathNew, pathQuiet

    // The player; its script fills in `{time}` and the like, in whichever order a language needs
    case playerPosition, playerResumedAt, playerSkippedBack, playerSkippedForward, playerSpeedNow, playerNormalSpeed, playerVolumeNow
    case playerMuted, playerAutomatic, playerAutomaticNow, playerHeight, playerOff, playerTrack, playerSizeSmall, playerSizeNormal
    case playerSizeLarge, playerNotPossible, playerNoSubtitles, playerNoNetwork, playerServerTrouble, playerFilmGone, playerForbidden
    case playerUnplayable, playerSlow, playerPreparing, playerStatistics, playerPause, playerStartOver, playerControls, playerPositionInFilm
    case playerTenBack, playerTenForward, playerSoundOff, playerSoundOn, playerVolume, playerTimeLeft, playerSoundAndSubtitles
    case playerPictureAndSpeed, playerSmallWindow, playerFromSmallWindow, playerFullScreen, playerLeaveFullScreen, playerSound
    case playerSubtitleSize, playerPicture, playerSpeed, playerKeys, playerStopped, playerAgain, playerClose
    case playerChapters, playerPositionInChapter, playerSkipOpening, playerStay, playerNextIn

    // What the player's keys do
    case keyPlayPause, keyFiveSeconds, keyTenSeconds, keyTenths, keyEnds, keyVolume, keySpeed, keyScreens, keyStatistics, keyChapters

    // Preparation
    case preparationIntroduction, beingPrepared, failed, waiting, paused, cancelled, ready, nothingToPrepare, andMore, progress
    case stageScan, stageIdentify, stageDescribe, stageEncode, stagePackage, stageVerify, stagePublish
    case secondsLeft, minutesLeft, hoursLeft, aboutToFinish, adviceForFailed
    case actionRetry, actionPause, actionResume, actionCancel, liveUpdates, reload
    case actionPauseAll, actionResumeAll, standsPaused, standsOutside, standsOutsideForEver, standsWatched
    case forecastUnknown, forecastWork, forecastDone, forecastDoneIfQuiet, forecastBeyond, dayAndTime, dateAndTime

    // What a file is
    case oneNameUnsure, manyNamesUnsure
    case unsure, adviceForUnsure, corrected, whatIsThis, whatIsThisNamed, namingFile, namingLibrary, namingTakenFor, namingCorrected
    case namingKind, namingFilm, namingEpisode, namingTitle, namingYear, namingSeries, namingSeriesYear, namingSeason, namingNumber
    case namingLast, namingEpisodeTitle, namingAdvice, namingSave, namingTakeBack
    case namingNeedsKind, namingNeedsTitle, namingNeedsYear, namingNeedsSeries, namingNeedsSeason, namingNeedsEpisode, namingNeedsLast
    case namingID, namingNeedsID

    // Titles that providers are not sure of
    case oneTitleInDoubt, manyTitlesInDoubt, whichTitle, adviceForDoubts, candidateAt, candidateFor, noneOfThese, noneOfTheseFor
    case attributionTMDB, attributionOMDb

    // Letters
    case letterFrom, letterFromAt, letterMoment, letterTime, letterLinkUntil, letterLinkOnce, letterIgnore, letterSignInButton
    case letterNotYou, letterConfirmSubject, letterConfirm, letterConfirmButton, letterConfirmElse, letterKnownSubject
    case letterKnown, letterResetSubject, letterReset, letterResetButton, letterResetElse, letterInvitationSubject
    case letterInvitationSubjectFrom, letterInvitation, letterInvitationButton, letterWaitingSubject, letterWaiting
    case letterWaitingButton, letterAdmittedSubject, letterAdmitted, letterDeviceSubject, letterDevice, letterDeviceName
    case letterDevicePlace, letterChangedSubject, letterChangedPassword, letterChangedEmail, letterChangedFactorOn
    case letterChangedFactorOff, letterChangedCodes, letterChangedCodeUsed, letterChangedPasskeyAdded, letterChangedPasskeyRemoved
    case letterChangedIdentityAdded, letterChangedIdentityRemoved, letterChangedPin, letterClosingSubject, letterClosing
    case letterClosingButton, letterClosingElse, letterTrialSubject, letterTrial

    // Problems
    case problemNotFound, problemNotAllowed, problemTooLarge, problemOurs, problemBusy, problemOther
    case problemNotFoundSentence, problemMethodSentence, problemHostSentence, problemOriginSentence, problemTooLargeSentence
    case problemNotPermittedSentence, problemOursSentence, problemBusySentence, problemOtherSentence, problemReference, toHome

    // Signing in, accounts, members
    case account, members, signOut, signIn, mailAddress, password, forgotPassword, register, signInRefused, noOwnerYet
    case noOwnerYetSentence, secondStep, secondStepLead, code, recoveryHint, startAgain, codeRefused, proveAgain, proveAgainLead
    case goOn, proofRefused, confirmFirst, confirmFirstSentence, stillWaiting, stillWaitingSentence, doorClosed, doorClosedSentence
    case makeOwner, makeOwnerLead, notOpen, notOpenSentence, registerWaitingLead, joinLead, yourName, newPassword, passwordHint
    case makeAccount, haveAccount, letterSent, letterSentSentence, addressTaken, linkSpent, linkSpentSentence, toSignIn
    case confirmAddress, confirmAddressLead, noMailSentence, forgotLead, sendLink, resetSentSentence, setPassword, passwordSet
    case passwordSetSentence, yourDetails, detailsLead, save, saved, toAccount, confirmNewAddress, accountYou, accountSafety
    case yourDevices, thisDevice, signOutOthers, recentSignIns, invitations, invitationMade, invite, invitationNote, invitationPeople
    case invitationDays, makeInvitation, takeBack, until, onePlaceLeft, placesLeft, role, standing, memberSince, findMember
    case houseRules, whoMayRegister, mayMembersInvite, mustManagersHaveSecondFactor, oneMember, manyMembers, oneDevice, manyDevices,
        admitMember, disableMember
    case enableMember, signMemberOut, sendMemberReset, resetSentToMember, notYourself, roleOwner, roleManager, roleCurator
    case roleMember, roleGuest, stateUnconfirmed, stateWaiting, stateActive, stateDisabled, stateLeaving, registrationOpen
    case registrationApproval, registrationInvitation, registrationClosed, wayPassword, wayTOTP, wayRecoveryCode, wayPasskey
    case wayProvider, wayDeviceCode, wayFirstStart, outcomeSignedIn, outcomeRefused, outcomeNotAdmitted, outcomeSlowed, faultAddress
    case faultName, faultPasswordShort, faultPasswordLong, faultPasswordCommon, faultPasswordGuessable, utcMoment, problemSignIn
    case problemSignInSentence, problemTooMany, problemTooManySentence, problemBadRequestSentence, problemFullSentence

    // Passwords, second factors, passkeys
    case currentPassword, currentPasswordWrong, firstPasswordLead, endOtherDevices, passwordChanged, isSet, notSet, secondFactor
    case factorOn, factorOff, secondFactorLead, beginSecondFactor, factorPicture, factorScan, factorOpenApp, factorSecret
    case factorCode, confirmFactor, factorCodeWrong, secondFactorSince, secondFactorIsOn, oneRecoveryCode, manyRecoveryCodes
    case recoveryCodes, recoveryCodesLead, copyCodes, printCodes, codesCopied, renewCodes, turnFactorOff, passkeys, passkeysLead
    case passkeyMade, passkeyUsed, addPasskey, passkeyName, passkeyNameHint, removePasskey, lastWayIn, noPasskeysHere
    case passkeysNeedScript, passkeyNotMade, passkeyNotGiven, signInWithPasskey, goOnWithPasskey, passkeyRefused, passkeyTooLate
    case passkeyUnverified, passkeyUnsupported, passkeyUnknown, passkeyKept, passkeysTooMany

    // Signing in through others
    case signInWith, identities, identitiesLead, identityUsed, linkIdentity, unlinkIdentity, identityBelongsToAccount
    case dataDeletion, dataDeleted, noDataToDelete

    // Who watches
    case whoIsWatching, switchProfile, profiles, profilesManage, profilesLead, profileNew, profileEdit, profileName, profilePicture
    case profileAge, profileAgeHint, profileGrownUp, profileForAge, profileAudio, profileSubtitles, profileOriginalSound
    case profileNoSubtitles, profileMobile, profileMobileBest, profileMobileLines, profileNext, profileHistory, profileRecommendations
    case profileRemove, profileNeedsName, profileNeedsChoice, profilesFull, profileLast, nothingForYou, accountFamily
    case pin, pinNone, pinStands, pinLead, pinToSwitch, pinWrong, pinForgotten, pinForgottenLead, pinWhy, pinNew, pinHint, pinEasy
    case pinUnfit, pinRemove, pinRemoveLead
    case pictureFox, pictureOwl, pictureWhale, pictureCat, pictureBear, pictureFrog, pictureMoon, pictureSun, pictureMountain
    case pictureBoat, pictureCactus, pictureRobot

    // One's data, leaving, wishes
    case accountData, yourData, yourDataLead, takeData, dataPreface, closeAccount, closeLead, closeLeadAtOnce, closeConfirm, closeWord
    case closeWordWrong, closeForGood, accountClosed, closedSentence, closedAtOnce, accountClosing, accountClosingLead, keepAccount
    case oneDay, manyDays, graceOfClosing, graceNone, mailWishes, mailWishesLead, mailWishesNoAddress, mailWaiting
    case language, languageLead, languageOfHouse, privacy, privacyLead, clearHistory, clearHistoryLead, clearHistoryOf, historyCleared
    case profilesHold

    // Televisions
    case televisionSignIn, televisionBegin, televisionShowCode, televisionAnotherCode, televisionLead, televisionCode, televisionLeft
    case televisionPicture, televisionOver, televisionOverLead, televisionRefused, televisionApproved, televisionOtherWay
    case televisionConnect, televisionConnectLead, televisionUnknown, televisionWish, televisionDevice, televisionPlace, televisionAsked
    case televisionAskedNow
    case televisionWarning, televisionElsewhere, televisionApprove, televisionRefuse, televisionLetIn, televisionLetInSentence
    case televisionKeptOut, televisionKeptOutSentence, televisionNotHere, televisionNotHereSentence

    // Paying
    case payments, yourSubscription, yourOrders, yourInvoices, codeField, codeButton, codeRedeemed, codeNotGood
    case orderHeading, orderSubscription, orderOnce, orderBuyer, orderCoupon, orderProvider, orderConsent, orderButton, bankTransfer
    case orderWaits, orderPaid, orderVoid, orderMismatched, subscriptionActive, subscriptionFailing, subscriptionPaused, subscriptionEnded
    case paidUntil, priceEach, priceEveryMany, trialDays, dealState, payByTransfer, payAtProvider, providerSilent, consentMissing,
        boughtAlready
    case cannotBeBought, cancelHere, cancelLead, cancelAtOnce, cancelNow, cancellationReceived, rentFor, buyFor, subscribeToWatch
    case invoiceTakesBack, invoiceTitle, creditNoteTitle, invoiceIssued, invoiceAsPDF,
        invoiceNoPDF, invoiceNet, invoiceTax, invoiceTotal, invoicePaid

    // Webhooks.
    case webhook, webhooks, webhooksLead, webhookSecretLead, webhooksNone, webhookAdd, webhookAddress
    case webhookKinds, webhookTitlePublished, webhookJobFailed, webhookMemberJoined, webhookPaymentReceived, webhookPaymentRefunded
    case webhookTestMessage, webhookOn, webhookOff, webhookFailing, webhookDelivered, webhookWaiting
    case webhookTried, webhookGivenUp, webhookArrived, webhookNotArrived, webhookTest, webhookTurnOn
    case webhookTurnOff, webhookRemove, webhookLately, webhookQuiet, webhookAgain

    // The owner's pages about selling
    case selling, sellingClosed, sellingRules, sellingRulesLead, sellingPlans, sellingPlansLead, sellingNoPlans, sellingNewPlan
    case sellingNewPlanLead, sellingPlanLead, sellingRetired, sellingPasses, sellingPassesLead, sellingNoPasses, sellingNewPass
    case sellingPassLead, sellingSubjects, sellingSubjectsHint, sellingTitles, sellingTitlesLead, sellingWithTerms, sellingNoTerms
    case sellingTermsLead, sellingInherited, sellingOnWhichTerms, sellingRent, sellingHoursToBegin, sellingHoursToFinish, sellingBuy
    case sellingFrom, sellingSoldUntil, sellingHolder, sellingShare, sellingOpensWith, sellingCodes, sellingCodesLead, sellingNoCodes
    case sellingNewCodes, sellingNewCodesLead, sellingPurpose, sellingScope, sellingEverything, sellingOneTitle, sellingNote, sellingWord
    case sellingWordHint, sellingWordTaken, sellingCount, sellingUses, sellingPercent, sellingOff, sellingPaymentsOff, sellingOnce
    case sellingMake, sellingUsed, sellingRevoked, sellingRevoke, sellingFavours, sellingFavoursLead, sellingNoFavours, sellingNewFavour
    case sellingNewFavourLead, sellingGive, sellingWithdraw, sellingWithdrawn, sellingNoEnd, sellingPayments, sellingPaymentsLead
    case sellingFindPayer, sellingLatest, sellingNoPayments, sellingPaymentOf, sellingRefund, sellingRefundAmount, sellingRefundNote
    case sellingNothingLeft, sellingTooMuch, sellingUnknown, sellingNotNow, sellingBooks, sellingLedger, sellingLedgerLead, sellingWhole
    case sellingHolders, sellingHoldersLead, sellingHoldersDays, sellingReconcile, sellingReconcileLead, sellingReconcileLine
    case sellingReconciled, sellingTroubles, sellingRevenue, sellingSubscribersIn, sellingChurn, sellingTransfers, sellingTransfersLead
    case sellingNoTransfers, sellingTransfer, sellingMarkPaid, sellingAmount, sellingIncidents, sellingSettled, sellingSubscribers
    case sellingNoSubscribers, sellingAll, sellingNobody, sellingFault, sellingName, sellingSummary, sellingPrices, sellingPricesHint
    case sellingEvery, sellingUnit, sellingSetUpFee, sellingTrial, sellingPlace, sellingTaxIncluded, sellingOffered, sellingDays
    case sellingUntil, sellingDayHint, sellingCurrencies, sellingCurrenciesHint, sellingTax, sellingRates, sellingRatesHint
    case sellingSeller, sellingPrefix, sellingBank, sellingBankHint, sellingGrace, sellingDonation, sellingDonationHint, sellingOpening
    case sellingIsOpen, sellingGiftStands
    case openingFree, openingMembers, openingSubscribers, openingBuyers, unitDay, unitWeek, unitMonth, unitYear
    case unitOneDay, unitOneWeek, unitOneMonth, unitOneYear
    case purposeCoupon, purposeGift, purposePress, kindPayment, kindRefund, kindDisputed, kindDisputeWon, kindDisputeLost
    case incidentMismatch, incidentAmount, incidentTwice, incidentAfterAll, incidentDispute, incidentRefused, incidentMessage
    // Why something is not done.
    case refusedAddressTaken, refusedUnknownMember, refusedAboveYou, refusedLastOwner, refusedInvitationBounds
    case refusedInvitationRole, refusedInvitationsOut, refusedIdentityElsewhere, refusedLastWayIn, refusedIdentitiesFull
    case refusedListFull, providerDeclined, providerStale, providerAway, providerUntrusted
    case providerMisconfigured

    // The player, for those who look closely.
    case playerSubtitleLook, playerLookBox, playerLookOutline, playerLookStrong, playerFrameBack, playerFrameOn
    case playerFrameBackLabel, playerFrameOnLabel, playerPassages, playerPassage, playerLoopFrom, playerLoopBoth
    case playerLoopOff, keyFrames, keyPassage

    // What members do with what they pay for, and letters about it
    case changePlan, changePlanLead, changePlanButton, pause, pauseLead, pauseNow, resume, resumeLead, resumeNow, giveUp
    case giveUpLead, agreeAtProvider, changeMeans, paymentDeclined, failingNotice, failingUnpaid, gifts, giftsHeading, giftsLead
    case giftsNone
    case giftSpan, giftCode, giftSend, giftSendLead, giftTo, giftSent, donate, donateLead, donateAmount, donateGoOn, donateLess
    case passFor, letterPayButton, letterInvoiceButton, letterPayWhat, letterPayTotal, letterPayPrice, letterPayInvoice
    case letterPayOpenUntil, letterPaidSubject, letterPaid, letterSubscribedSubject, letterSubscribed, letterSubscribedCancel
    case letterFailedSubject, letterFailed, letterFailedUnpaid, letterFailedButton, letterTrialEndsSubject, letterTrialEnds
    case letterPlanChangedSubject
    case letterPlanChanged, letterCancelledSubject, letterCancelled, letterRefundedSubject, letterRefunded, letterGiftSubject
    case letterGift, letterGiftCode, letterGiftButton

    // MARK: Contracts: currencies, what failed, cancelling and withdrawing, what the owner does for a member
    case donation, letterConsent, letterWithdraw, letterCancelledByHouse, letterReason, letterContract, letterDeclaredSubject
    case letterDeclared, declaredCancellation, declaredForCause, declaredWithdrawal, plusTax, orderInCurrency, orderCountry
    case orderElsewhere, orderChanged, orderOnceFee, orderTaxOf, couponNotForThis, payDue, retryPayment, retryLead, retryNow
    case retryLater, retrySilent, cancelPublicLead, cancelContract, cancelContractUsual, cancelKind, cancelOrdinary
    case cancelForCause, cancelReason, cancelWhen, cancelEarliest, cancelImmediately, declareNoName, declareNoReason
    case declarationMailed, withdrawHere, withdrawalRight, withdrawalHow, withdrawalHowPlain, withdrawalEffect
    case withdrawalDigital, withdrawNow, withdrawalReceived, sellingMoney, sellingOfMember, sellingNoneOfMember, sellingCancel
    case sellingCancelLead, sellingCancelReason, sellingCancelButton, sellingDeclared, sellingDeclaredLead
    // MARK: What is said in films
    case saidWhere, saidHeading, saidSection, saidInvitation, saidNothing, saidMore, saidPartly, saidNotNow

    // MARK: Screenings
    case screening, screenings, screeningNew, screeningOfThis, screeningOfEpisode, screeningNone, screeningAt, screeningSoon, screeningNow
    case screeningPaused, screeningOver, screeningClock, screeningJoin, screeningCalendar, screeningForAll, screeningOneGuest
    case screeningManyGuests, screeningOnePerson, screeningManyPeople, screeningHost, screeningHostLead, screeningBegin
    case screeningPause, screeningResume, screeningEnd, screeningRemove, screeningProgramme, screeningFirst, screeningFilms
    case screeningMoreFilms, screeningDate, screeningTime, screeningAbout, screeningWho, screeningAll, screeningInvited
    case screeningGuests, screeningGuestsHint, screeningFaultFilm, screeningFaultTime, screeningFaultNothing
    case screeningRefusedMoment, screeningRefusedFeatures, screeningRefusedGuests, screeningRefusedFull, screeningBeginsIn
    case screeningCalledOff, screeningCalledOffHost, screeningCalledOffGuest, screeningGone, screeningNameless
    case mayMembersScreen, stepWaiting, stepPaused, stepOver, stepAway
    // While the house is upgraded
    case problemUpgrading, problemUpgradingSentence
    // Pictures of titles, as the owner chooses them
    case pictures, picturesOf, picturesLead, picturePoster, pictureBackdrop, pictureStill, pictureLogo, pictureShown, pictureYours
    case pictureNotYet, pictureUnusable, pictureNothing, pictureUse, pictureUseSpoken, pictureAutomatic, pictureAutomaticSpoken
    case pictureSend, pictureSendHint, pictureSendButton, pictureMoment, pictureMomentLabel, pictureMomentHint, pictureMomentButton
    case pictureFetch, pictureNoPicture, pictureTooLarge, pictureUnfit, pictureDamaged, pictureNoMoment, pictureGone, pictureNoRoom
    case pictureAway, pictureNoFile

    // Titles that are one
    case mergeLink, mergeOf, mergeFilmLead, mergeSeriesLead, mergeFind, mergeNothing, mergeSeason, mergeSeasonHint, mergeThis
    case mergeThisSpoken, mergeAbsorbed, mergePart, mergePartSpoken, mergeFiles, mergeFilesLead, mergeGone, mergeSame, mergeParted
    case mergeManySeasons, mergeSameNames, mergeLibraryAway

    // Playing on what is no browser
    case elsewhere, elsewhereOf, elsewhereLead, elsewhereVersion, elsewhereMake, elsewhereUntil, elsewhereHLS, elsewhereHLSHint
    case elsewhereDASH, elsewhereDASHHint, elsewhereOne, elsewhereMany, elsewhereEndLead, elsewhereEnd, mayCopyAddresses
    case playerScreens
    case gone, adviceForGone, goneSince, goneButPlays

    // Why: what is explained in English elsewhere (`Explanation`), found again by its English text
    // Files and films that cannot be prepared
    case troubleGone, troubleLibraryAway, troubleUnreadable, troubleEmpty, troubleNotVideo, troubleEncrypted, troubleNoPicture
    case troubleDamaged, troubleIncomplete, troubleTooLong, troubleChanged, troubleOfPart, troubleToolMissing, troubleDiskFull
    case troubleNotEnoughSpace, troubleCannotWrite, troubleToolFailed, troubleStalled, troubleInterrupted, troubleNotAsPlanned
    case troubleBegun, troubleUnexpected, troubleNotThere, troubleNoPermission, troubleEmptyFile, troubleEmptyPart, troubleIsLoop
    case troubleNameTooLong, troubleIsNoFile, troubleChangedWhileReading, troubleOfTheSystem, troubleMissingPart, troubleMissingParts
    case troubleHomelessExtra
    // What the system says
    case troubleSystemPermission, troubleSystemPermissionLower, troubleSystemNoFile, troubleSystemInputOutput, troubleSystemReadOnly
    case troubleSystemNoSpace, troubleSystemStale
    // How a file is damaged, a program failed, a check was not passed; they stand behind a colon
    case troubleNoPictures, troubleNoStart, troubleLongGap, troubleFewPictures, troubleNoIndex, troubleTooMuchMemory, troubleOddSize
    case troubleMadeNothing, troubleNoSoundFound, troubleMadeUnreadable, troubleNotStarted, troubleOnlyComplains, troubleSaidNothing
    case troubleEndedSilent, troubleReportUnread, troubleFewThumbnails, troubleNeverBegun, troubleGoneBefore, troublePartsUnfit
    case troubleTrackMissing, troubleRenditionEmpty, troubleSegmentsUnplanned, troubleSizeUnplanned, troubleLengthUnplanned
    case troubleWholeUnplanned, troubleNotComparable, troubleSegmentCount, troubleOtherPictures, troubleThumbnailsShort, troubleNotWritten
    case troubleOtherSize, troubleOtherBytes, troubleIndexElsewhere, troubleIndexOtherwise, troubleSegmentMissing, troubleEndOtherwise
    case troubleUndecodable, troubleUnclean, troubleDecodedFew, troubleOffGrid, troubleNoKeyPicture
    // Packaging
    case troubleTimeline, troubleUnsteady, troubleDiffers, troubleNoCleanStart, troubleFrameCount, troubleNotPackaged, troubleFileUnusable
    case troubleFileDamaged, troubleFileNotPackaged, troublePackagePath, troublePackageUnreadable, troublePackageNewer
    case troublePackageDamaged, troublePackageTimes
    // What is odd about a film that was prepared
    case troubleInPart, troublePartSilent, troublePartLanguages, troublePartSoundIn, troublePartSound, troubleSlightlyDamaged
    case troubleSoundLonger, troubleSoundShorter, troubleNoSound, troubleSomeSound, troubleLacksEncoder, troubleNoTitleYet
    case troubleTextPictures
    case troubleTextPicturesMany, troubleTextRemedy, troubleTextUnknown, troubleTextFileUnknown, troubleTextFilePictures
    case troubleTextInside, troubleTextLeftOut, troubleTextUnread, troubleTextTooLarge, troubleTextNoText, troubleTextNoLines
    case troubleTextTooManyLines, troubleTextsChanged
    // What names leave in doubt
    case troubleDoubtNames, troubleDoubtYears, troubleDoubtIDs, troubleDoubtYearInFront, troubleDoubtOrder, troubleDoubtDay
    case troubleDoubtSplit, troubleDoubtRunning, troubleDoubtPartOfTitle, troubleDoubtNoEpisode, troubleDoubtSeasons, troubleDoubtNoTitle
    case troubleDoubtYear, troubleDoubtNumber, troubleDoubtNFO, troubleWordSeason, troubleWordEpisode, troubleWordYear
    // Orders that are not followed
    case troubleNoSuchJob, troubleWrongState, troubleWordPaused, troubleWordResumed, troubleWordTriedAgain, troubleWordCancelled
    case troubleWordWaiting, troubleWordRunning, troubleWordDone, troubleWordFailed, troubleUnknownSource, troubleUnknownLibrary
    case troubleUnknownCandidate, troubleUnknownPicture, troubleNoSuchMoment
    // Providers of descriptions
    case troubleKeyRefused, troubleDailyLimit, troubleProviderAway, troubleProviderUnreadable, troubleAnswers, troubleAnswerTooLong
    case troubleAnswerNoObject, troubleNoTMDB, troubleNoAnswer, troubleTLS, troubleUnreachable, troubleBroken
    // Webhooks
    case troubleHookAnswered, troubleHookSilent, troubleHookTrouble, troubleHookUnknownServer, troubleHookPrivate, troubleHookOff
    case troubleHookSecret, troubleHookGone, troubleHookFiveDays, troubleHookBadAddress, troubleHookTaken, troubleHookNothing
    case troubleHookTooMany, troubleHookUnknown, troubleHookAmbiguous, troubleHookNoAddress, troubleHookPassword, troubleHookFragment
    case troubleHookNotHTTPS
    // What somebody reads who asked for too much, or whose payment is not taken
    case troubleTasteFull, troubleHomeFull, troubleNotPrinted, troublePayAway, troublePayNotApproved, troublePayDeclined
    case troublePayRefused, troublePayRefusedReference, troublePayUnknown
}
